import HTTPTypes
import NIOCore
import Synchronization

/// Pages that are the same for every stranger, rendered and compressed once.
final class PageCache: Sendable {
    struct Entry: Sendable {
        let version: String
        let tag: String
        let plain: Variant
        let gzip: Variant?
        /// The fields of an answer that says that nothing has changed.
        let unchangedFields: HTTPFields

        var size: Int { plain.bytes.readableBytes + (gzip?.bytes.readableBytes ?? 0) }
    }

    /// The bytes in one coding, and the fields that go with them.
    struct Variant: Sendable {
        let bytes: ByteBuffer
        let fields: HTTPFields
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var size = 0
    }

    private let state = Mutex(State())
    /// Bytes of pages, all together.
    private let most: Int

    init(most: Int = 24 << 20) { self.most = most }

    func entry(_ key: String, version: String) -> Entry? {
        state.withLock { $0.entries[key] }.flatMap { $0.version == version ? $0 : nil }
    }

    func store(_ entry: Entry, for key: String) {
        state.withLock { state in
            state.size -= state.entries[key]?.size ?? 0
            // Addresses come from outside, so what they may fill is bounded; a full cache starts over.
            if state.size + entry.size > most { state = State() }
            state.entries[key] = entry
            state.size += entry.size
        }
    }
}
