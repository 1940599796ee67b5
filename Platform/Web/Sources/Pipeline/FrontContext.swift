import Hummingbird
import Kernel
import NIOCore

/// What Hummingbird carries along a request: its own part, the address of the peer, its connection, and the shop it is about.
struct FrontContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String
    /// nil without a socket.
    let connection: ConnectionControl?
    var scope: Identifier<Scope>?
    var base = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
        connection = ConnectionControl(source.channel)
    }
}
