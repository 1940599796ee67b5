import HTML
import HTTPTypes
import Kernel
import NIOCore
import Synchronization
import Testing

@testable import Web

@Suite("Pages of strangers") struct PageCacheTests {
    static func page(_ size: Int, version: String = "1") -> CachedPage {
        let variant = CachedPage.Variant(bytes: ByteBuffer(repeating: 1, count: size), fields: [:])
        return CachedPage(version: version, tag: "\"\(size)\"", plain: variant, gzip: nil, unchangedFields: [:])
    }

    @Test("When there is no room those go that nobody asked for longest, and only as many as must") func eviction() {
        let cache = PageCache(mostBytes: 1000, mostPages: 10)
        for key in ["a", "b", "c", "d"] { cache.store(Self.page(250), at: key) }
        #expect(cache.page("a", version: "1")?.size == 250)
        cache.store(Self.page(200), at: "e")
        #expect(cache.page("b", version: "1") == nil)
        #expect(["a", "c", "d", "e"].allSatisfy { cache.page($0, version: "1") != nil })
        #expect(cache.fill == (950, 4))
        cache.store(Self.page(100), at: "e")
        #expect(cache.fill == (850, 4))
        // One that would push out half of the others is not kept at all, nor is one with an endless name.
        cache.store(Self.page(251), at: "f")
        cache.store(Self.page(1), at: String(repeating: "k", count: 513))
        #expect(cache.fill == (850, 4))
        for number in 0..<50 { cache.store(Self.page(1), at: "n\(number)") }
        #expect(cache.fill.pages == 10)
        #expect(cache.page("n49", version: "1") != nil)
        #expect(cache.page("n49", version: "2") == nil)
    }

    @Test("A page that was overtaken while it was made is found by nobody") func race() async throws {
        let version = Mutex("1")
        let made = Mutex(0)
        let route = Route.page("/menu", "Menu.", policy: .shared { _ in version.withLock { $0 } }) { _ in
            let seen = version.withLock { $0 }
            made.withLock { $0 += 1 }
            // The menu changes after it was read, and before the page is done.
            version.withLock { $0 = "2" }
            return .page(Page("Menu", "<p>\(seen)</p>"))
        }
        let world = try World([route])
        #expect(try await world.send(.get, "/menu").text.contains("<p>1</p>"))
        let next = try await world.send(.get, "/menu")
        #expect(next.text.contains("<p>2</p>"))
        #expect(try await world.send(.get, "/menu").text == next.text)
        #expect(made.withLock { $0 } == 2)
    }

    @Test("A page that was overtaken is not found when the version it began with comes again") func again() async throws
    {
        let version = Mutex("open")
        let made = Mutex(0)
        let route = Route.page("/menu", "Menu.", policy: .shared { _ in version.withLock { $0 } }) { _ in
            // The shop closes between the version and the first page.
            if made.withLock({ made in
                made += 1
                return made == 1
            }) {
                version.withLock { $0 = "closed" }
            }
            return .page(Page("Menu", "<p>\(version.withLock { $0 })</p>"))
        }
        let world = try World([route])
        #expect(try await world.send(.get, "/menu").text.contains("<p>closed</p>"))
        version.withLock { $0 = "open" }
        for _ in 0..<2 { #expect(try await world.send(.get, "/menu").text.contains("<p>open</p>")) }
        #expect(made.withLock { $0 } == 2)
    }

    @Test("However an address is written, its page is kept once; what stands in a query keeps nothing") func keys()
        async throws
    {
        let cache = PageCache()
        var shared = SharedParts.inProcess(clock: ManualClock(Instant(seconds: 0)).clock)
        shared.pages = cache
        let made = Mutex(0)
        let route = Route.page("/menu/{slug}/{part}", "Dish.", policy: .shared { _ in "1" }) { call in
            made.withLock { $0 += 1 }
            guard try call.parameter("slug") == "pizza" else { throw AppError.notFound() }
            return .page(Page("Menu", "<p>\(try call.parameter("part"))</p>"))
        }
        let world = try World([route], shared: shared)
        for path in ["/menu/pizza/a", "//menu/pizza/a", "/menu/pizza/a/", "/menu/%70izza/a", "/menu/%70%69zza/%61"] {
            #expect(try await world.send(.get, path).text.contains("<p>a</p>"), "\(path)")
        }
        #expect(made.withLock { $0 } == 1)
        for number in 0..<30 { _ = try await world.send(.get, "/menu/pizza/a?x=\(number)") }
        for number in 0..<30 { #expect(try await world.send(.get, "/menu/none\(number)/a").status == 404) }
        #expect(cache.fill.pages == 1)
        #expect(
            try await world.send(.get, "/menu/pizza/a", ["Authorization": "Bearer x"]).headers[.cacheControl]
                == "no-store")
        #expect(try await world.send(.get, "/menu/pizza/b").text.contains("<p>b</p>"))
        #expect(cache.fill.pages == 2)
    }

    @Test(
        "Known by one of several tags, weak or strong",
        arguments: [
            ("TAG", 304), ("W/TAG", 304), ("\"x\", W/TAG", 304), ("\"x\",TAG , \"y\"", 304), ("*", 304), ("\"x\"", 200),
            ("", 200),
        ])
    func tags(_ field: String, _ status: Int) async throws {
        let route = Route.page("/menu", "Menu.", policy: .shared { _ in "1" }) { _ in .page(Page("Menu", "m")) }
        let world = try World([route])
        let tag = try #require(try await world.send(.get, "/menu").headers[.eTag])
        let sent = field.split(separator: "TAG", omittingEmptySubsequences: false).joined(separator: tag)
        let answer = try await world.send(.get, "/menu", ["If-None-Match": sent])
        #expect(answer.status == status)
        #expect(answer.bytes.isEmpty == (status == 304))
        #expect(answer.headers[.eTag] == tag)
    }

    @Test("An answer may be kept by its browser, or by everybody, when its policy says so") func storage() async throws
    {
        func route(_ path: String, _ storage: Policy.Storage, _ change: @escaping @Sendable (Reply) -> Reply = { $0 })
            -> Route
        {
            .page(path, "S.", policy: Policy(storage: storage)) { _ in
                change(.bytes(Array("abc".utf8), type: "text/plain"))
            }
        }
        let world = try World([
            route("/never", .never), route("/again", .revalidated), route("/ever", .immutable),
            route("/cookie", .immutable) { $0.setting(Cookie("a", "b", maxAge: 1)) },
        ])
        #expect(try await world.send(.get, "/never").headers[.cacheControl] == "no-store")
        #expect(try await world.send(.get, "/cookie").headers[.cacheControl] == "no-store")
        #expect(try await world.send(.get, "/ever").headers[.cacheControl] == "public, max-age=31536000, immutable")
        let again = try await world.send(.get, "/again")
        #expect(again.headers[.cacheControl] == "private, no-cache")
        let tag = try #require(again.headers[.eTag])
        let unchanged = try await world.send(.get, "/again", ["If-None-Match": tag])
        #expect(unchanged.status == 304)
        #expect(unchanged.bytes.isEmpty)
        #expect(try await world.send(.get, "/again", ["If-None-Match": "\"other\""]).text == "abc")
    }
}
