import Hummingbird
import Kernel
import NIOCore

/// What Hummingbird carries along a request: its own part, the address of the peer, its connection, and the shop it is about.
struct FrontContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// nil for a process of this machine.
    let peer: NetworkAddress?
    /// nil without a socket.
    let connection: ConnectionControl?
    var scope: Identifier<Scope>?
    var base = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = NetworkAddress(source.channel.remoteAddress)
        connection = ConnectionControl(source.channel)
    }
}
