import Synchronization

/// Keeps pages in this process. When there is no room, those go that nobody has asked for longest.
public final class PageCache: PageCaching {
    /// A page with the last of its uses; an object, so that to note a use needs no second search for the page.
    private final class Entry {
        let page: CachedPage
        var used: UInt64

        init(page: CachedPage, used: UInt64) {
            self.page = page
            self.used = used
        }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var size = 0
        /// Counts the uses.
        var now: UInt64 = 0
    }

    private let state = Mutex(State())
    private let mostBytes: Int
    private let mostPages: Int
    /// Bytes of a key. Longer ones are of no page that anybody asks for twice.
    private static let longestKey = 512

    /// Keeps `mostBytes` bytes of pages, and `mostPages` pages, at most.
    public init(mostBytes: Int = 24 << 20, mostPages: Int = 2000) {
        self.mostBytes = mostBytes
        self.mostPages = mostPages
    }

    /// The page at a key, if it is of this version.
    public func page(_ key: String, version: String) -> CachedPage? {
        state.withLock { state in
            guard let entry = state.entries[key], entry.page.version == version else { return nil }
            state.now &+= 1
            entry.used = state.now
            return entry.page
        }
    }

    /// Keeps a page, unless it or its key is larger than any that is asked for twice.
    public func store(_ page: CachedPage, at key: String) {
        guard key.utf8.count <= Self.longestKey, page.size <= mostBytes / 4 else { return }
        state.withLock { state in
            if let old = state.entries.removeValue(forKey: key) { state.size -= old.page.size }
            while state.size + page.size > mostBytes || state.entries.count >= mostPages,
                let oldest = state.entries.min(by: { $0.value.used < $1.value.used })
            {
                state.entries[oldest.key] = nil
                state.size -= oldest.value.page.size
            }
            state.now &+= 1
            state.entries[key] = Entry(page: page, used: state.now)
            state.size += page.size
        }
    }

    /// Bytes of all pages, and how many there are.
    var fill: (bytes: Int, pages: Int) { state.withLock { ($0.size, $0.entries.count) } }
}
