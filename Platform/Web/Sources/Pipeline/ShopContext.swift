import Hummingbird
import NIOCore

/// What Hummingbird carries along a request: its own part, and the address of the peer.
struct ShopContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
