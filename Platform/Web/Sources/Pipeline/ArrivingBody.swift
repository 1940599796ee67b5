import Hummingbird
import Kernel
import NIOCore

/// A body as it comes in. What ends it too early, a client that goes away or breaks the protocol, is a request that cannot be read, and no
/// error of ours.
struct ArrivingBody: AsyncSequence {
    struct AsyncIterator: AsyncIteratorProtocol {
        var iterator: RequestBody.AsyncIterator

        mutating func next() async throws -> ByteBuffer? {
            do { return try await iterator.next() } catch { throw AppError(.malformed, "web.truncated") }
        }
    }

    private let body: RequestBody

    init(_ body: RequestBody) { self.body = body }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(iterator: body.makeAsyncIterator()) }
}
