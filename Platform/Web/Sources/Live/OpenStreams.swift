import Synchronization

/// How many streams of events each client has open. Connections are counted by the address they come from, which behind a proxy is
/// everybody's; a stream holds one for as long as it likes.
final class OpenStreams: Sendable {
    /// A stream that is counted until nobody has this any more.
    final class Place: Sendable {
        private let streams: OpenStreams
        private let client: String

        fileprivate init(_ streams: OpenStreams, _ client: String) {
            self.streams = streams
            self.client = client
        }

        deinit { streams.leave(client) }
    }

    private let counts = Mutex<[String: Int]>([:])
    private let most: Int

    /// At most `most` for each client, 0 for no limit.
    init(most: Int) { self.most = most }

    /// Counts a stream; nil when the client has as many as it may.
    func enter(_ client: String) -> Place? {
        let isFree = counts.withLock { counts in
            guard most == 0 || counts[client, default: 0] < most else { return false }
            counts[client, default: 0] += 1
            return true
        }
        return isFree ? Place(self, client) : nil
    }

    private func leave(_ client: String) {
        counts.withLock { counts in
            guard let count = counts[client] else { return }
            counts[client] = count > 1 ? count - 1 : nil
        }
    }
}
