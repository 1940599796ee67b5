import NIOCore
import Synchronization

/// Pages that are the same for every stranger, rendered and compressed once.
final class PageCache: Sendable {
    struct Entry: Sendable {
        let version: String
        let plain: ByteBuffer
        let gzip: ByteBuffer?
        let tag: String
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let most = 1024

    func entry(_ key: String, version: String) -> Entry? {
        entries.withLock { $0[key] }.flatMap { $0.version == version ? $0 : nil }
    }

    func store(_ entry: Entry, for key: String) {
        entries.withLock { entries in
            // Addresses come from outside, so their number is bounded; a full cache starts over.
            if entries.count >= most, entries[key] == nil { entries.removeAll(keepingCapacity: true) }
            entries[key] = entry
        }
    }
}
