import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import Web

/// A connection to a server, byte by byte.
struct Wire: ~Copyable {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let channel: any Channel
    private var buffer = ""

    /// Connects, and closes after `body`.
    static func connect<T>(_ port: Int, _ body: (inout Wire) async throws -> T) async throws -> T {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var wire = Wire(outbound: outbound, inbound: inbound.makeAsyncIterator(), channel: channel.channel)
            return try await body(&wire)
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
    func send(bytes count: Int) async throws { try await outbound.write(ByteBuffer(repeating: 65, count: count)) }
    /// Says that nothing more comes.
    func finish() { outbound.finish() }

    /// What comes up to and with `end`; what there is when the server closes before.
    mutating func read(until end: String) async -> String {
        while true {
            if let range = buffer.range(of: end) {
                let text = String(buffer[..<range.upperBound])
                buffer = String(buffer[range.upperBound...])
                return text
            }
            guard let piece = try? await inbound.next() else {
                defer { buffer = "" }
                return buffer
            }
            buffer += String(buffer: piece)
        }
    }

    /// Everything until the server closes.
    mutating func readAll() async -> String { await read(until: "\u{0}never\u{0}") }
}

/// Serves a world on a port of its own while `body` runs.
func withServer<T: Sendable>(_ world: World, _ body: (Int) async throws -> T) async throws -> T {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = WebServer(world.front) { port.yield($0) }
    let group = ServiceGroup(
        configuration: .init(services: [server], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            try await group.run()
            port.finish()
        }
        var started = ports.makeAsyncIterator()
        let number = try #require(await started.next())
        let result: Result<T, any Error>
        do { result = .success(try await body(number)) } catch { result = .failure(error) }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try result.get()
    }
}
