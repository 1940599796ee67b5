import Hummingbird
import NIOCore

/// Writes a long answer piece by piece. Each write waits until the client has taken what was written before, so that an export of any
/// length needs the memory of a few pieces; it throws when the client has gone, and so ends whoever writes.
public struct BodyWriter {
    private var writer: any ResponseBodyWriter
    private var buffer = ByteBuffer()
    /// Bytes that are sent together.
    private static let piece = 32 << 10

    init(_ writer: any ResponseBodyWriter) { self.writer = writer }

    /// Writes text in UTF-8.
    public mutating func write(_ text: String) async throws {
        buffer.writeString(text)
        try await sendIfFull()
    }

    /// Writes bytes.
    public mutating func write(_ bytes: some Collection<UInt8>) async throws {
        buffer.writeBytes(bytes)
        try await sendIfFull()
    }

    private mutating func sendIfFull() async throws {
        if buffer.readableBytes >= Self.piece { try await send() }
    }

    private mutating func send() async throws {
        try Task.checkCancellation()
        let full = buffer
        buffer = ByteBuffer()
        try await writer.write(full)
    }

    /// Sends the rest.
    mutating func finish() async throws {
        if buffer.readableBytes > 0 { try await send() }
        try await writer.finish(nil)
    }
}
