public import Database
import Foundation
import Synchronization

/// Stands between a database and its server and can be cut, as a network or a server can.
public final class TestProxy: Sendable {
    private struct State {
        var listener: Int32 = -1
        var sockets: [Int32] = []
    }

    /// The port on the loopback interface at which it listens.
    public let port: UInt16
    private let target: UInt16
    private let state = Mutex(State())

    /// A proxy that listens on a free port and passes everything on to a port of the loopback interface; throws `POSIXError`.
    public init(to target: UInt16) throws {
        self.target = target
        let (listener, port) = try Self.listen(0)
        self.port = port
        state.withLock { $0.listener = listener }
        accept(from: listener)
    }

    /// Ends every connection and refuses new ones.
    public func cut() {
        let sockets = state.withLock { state in
            defer {
                state.sockets = []
                state.listener = -1
            }
            return state.sockets + [state.listener]
        }
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    /// Accepts connections again.
    public func restore() throws {
        let (listener, _) = try Self.listen(port)
        state.withLock { $0.listener = listener }
        accept(from: listener)
    }

    private func accept(from listener: Int32) {
        Thread.detachNewThread { [self] in
            while true {
                let client = Glibc.accept(listener, nil, nil)
                guard client >= 0 else { break }
                guard let server = Self.connect(target) else {
                    close(client)
                    continue
                }
                state.withLock { $0.sockets += [client, server] }
                for (from, to) in [(client, server), (server, client)] {
                    Thread.detachNewThread { Self.pump(from, to) }
                }
            }
            close(listener)
        }
    }

    private static func pump(_ from: Int32, _ to: Int32) {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(from, &bytes, bytes.count, 0)
            guard count > 0, send(to, bytes, count, Int32(MSG_NOSIGNAL)) == count else { break }
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }

    /// The same place, reached through the proxy; a file of SQLite is not reached through anything.
    public func location(of location: Database.Location) -> Database.Location {
        guard case .postgres(let url, let schema, let connections) = location, var parts = URLComponents(string: url)
        else { return location }
        parts.host = "127.0.0.1"
        parts.port = Int(port)
        return .postgres(url: parts.string ?? url, schema: schema, connections: connections)
    }

    /// A proxy before the server of the tests.
    public static func beforeServer() throws -> TestProxy {
        guard let parts = URLComponents(string: try TestServer.url()) else { throw TestDatabaseError.noServer }
        return try TestProxy(to: UInt16(parts.port ?? 5432))
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func withAddress<T>(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
        withUnsafePointer(to: address(port)) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    private static func listen(_ port: UInt16) throws -> (socket: Int32, port: UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard withAddress(port, { bind(listener, $0, $1) }) == 0, Glibc.listen(listener, 64) == 0 else {
            throw POSIXError(.EADDRINUSE)
        }
        var bound = address(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &bound) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &size) }
        }
        return (listener, UInt16(bigEndian: bound.sin_port))
    }

    private static func connect(_ port: UInt16) -> Int32? {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard withAddress(port, { Glibc.connect(server, $0, $1) }) == 0 else {
            close(server)
            return nil
        }
        return server
    }
}
