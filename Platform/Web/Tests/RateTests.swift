import HTML
import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite("How often who may ask") struct RateTests {
    static let now = Instant(seconds: 1_790_000_000)

    @Test("A bucket gives what it has, then as fast as it fills") func bucket() {
        let limiter = RateLimiter()
        let rate = Rate(perMinute: 30, burst: 2)
        let key = RateKey(.change, .guest, "a")
        #expect(limiter.take(key, rate, at: Self.now) == nil)
        #expect(limiter.take(key, rate, at: Self.now) == nil)
        #expect(limiter.take(key, rate, at: Self.now) == 2)
        #expect(limiter.take(RateKey(.change, .guest, "b"), rate, at: Self.now) == nil)
        #expect(limiter.take(RateKey(.change, .staff, "a"), rate, at: Self.now) == nil)
        #expect(limiter.take(RateKey(.read, .guest, "a"), rate, at: Self.now) == nil)
        #expect(limiter.take(key, rate, at: Self.now + .seconds(1)) == 1)
        #expect(limiter.take(key, rate, at: Self.now + .seconds(2)) == nil)
        // A clock that goes back gives nothing and takes nothing.
        #expect(limiter.take(key, rate, at: Self.now) == 2)
        // However long nobody came, no more than a burst is there.
        let late = Self.now + .hours(5)
        #expect((0..<3).map { _ in limiter.take(key, rate, at: late) } == [nil, nil, 2])
    }

    @Test("Whoever comes from many addresses neither fills the memory nor frees the others") func memory() {
        let limiter = RateLimiter(mostKeys: 10)
        let rate = Rate(perMinute: 1, burst: 1)
        let held = RateKey(.change, .guest, "held")
        #expect(limiter.take(held, rate, at: Self.now) == nil)
        for number in 0..<500 {
            _ = limiter.take(RateKey(.change, .guest, "\(number)"), rate, at: Self.now)
            // Seen again and again, it is remembered.
            if number % 5 == 0 { #expect(limiter.take(held, rate, at: Self.now) == 60) }
        }
        #expect(limiter.count <= 22)
    }

    @Test("Those who work here have four times a guest's rate, the product itself none") func table() {
        var table = RateTable.standard
        table[.change] = Rate(perMinute: 100, burst: 10)
        #expect(table[.change, .guest] == Rate(perMinute: 100, burst: 10))
        #expect(table[.change, .customer] == Rate(perMinute: 100, burst: 10))
        for kind in [Principal.Kind.staff, .device, .program] {
            #expect(table[.change, kind] == Rate(perMinute: 400, burst: 40))
            #expect(table[.signIn, kind] == Rate(perMinute: 6, burst: 8))
        }
        table[.change, .staff] = Rate(perMinute: 7)
        #expect(table[.change, .staff] == Rate(perMinute: 7, burst: 10))
        #expect(table[.change, .device] == Rate(perMinute: 400, burst: 40))
        for rateClass in RateClass.allCases { #expect(table[rateClass, .system] == nil) }
        #expect(RateTable(all: Rate(perMinute: .max, burst: .max))[.read, .staff] == Rate(perMinute: .max, burst: .max))
        #expect(Rate(perMinute: -5, burst: 0) == Rate(perMinute: 1, burst: 1))
    }

    /// A world in which a guest may make two requests of one kind at once, and many of every other.
    private func world(_ rateClass: RateClass) throws -> World {
        var settings = WebSettings()
        settings.rates = RateTable(all: Rate(perMinute: 60_000, burst: 1000))
        settings.rates[rateClass] = Rate(perMinute: 60, burst: 2)
        let policy = Policy(rate: rateClass)
        return try World(
            [
                Route.page("/a", "A.", policy: policy) { _ in .page(Page("a", "a")) },
                PolicyTests.change(policy),
                Route.page("/free", "F.", policy: Policy(rate: rateClass == .read ? .change : .read)) {
                    _ in .page(Page("f", "f"))
                },
            ], settings: settings)
    }

    @Test(
        "Each kind of request is counted for itself, for each address, and says how to go on",
        arguments: RateClass.allCases)
    func guests(_ rateClass: RateClass) async throws {
        let world = try world(rateClass)
        let json = ["Content-Type": "application/json", "Accept": "application/json"]
        #expect(try await world.send(.get, "/a").status == 200)
        #expect(try await world.send(.post, "/api/v1/things", json, body: "{}").status == 200)
        let refused = try await world.send(.get, "/a", ["Accept": "application/json"])
        #expect(refused.status == 429)
        #expect(refused.headers[.retryAfter] == "1")
        #expect(refused.headers[.rateLimit] == "\"\(rateClass.rawValue)\";r=0;t=1")
        #expect(refused.headers[.rateLimitPolicy] == "\"\(rateClass.rawValue)\";q=2;w=2")
        #expect(refused.text.contains(#""code":"web.too-many""#))
        #expect(try await world.send(.get, "/free").status == 200)
        #expect(try await world.send(.get, "/a", peer: "10.0.0.2").status == 200)
        world.clock.advance(.seconds(1))
        #expect(try await world.send(.get, "/a").status == 200)
        #expect(try await world.send(.get, "/a").status == 429)
        let line = "http_rate_limited_total{class=\"\(rateClass.rawValue)\"} 2\n"
        #expect(world.front.metrics.text().contains(line))
    }

    @Test("Who is signed in is counted by name, wherever from, and escapes nothing", arguments: RateClass.allCases)
    func principals(_ rateClass: RateClass) async throws {
        let world = try world(rateClass)
        func ask(_ token: String, _ peer: String) async throws -> Int {
            try await world.send(.get, "/a", ["Authorization": "Bearer \(token)"], peer: peer).status
        }
        var statuses: [Int] = []
        for number in 0..<9 { statuses.append(try await ask("good", "10.0.1.\(number)")) }
        if rateClass == .signIn || rateClass == .webhook {
            #expect(statuses == Array(repeating: 200, count: 9))
            #expect(try await ask("good", "10.0.2.1") == 200)
            #expect(try await ask("other", "10.0.2.1") == 200)
            #expect(try await ask("customer", "10.0.2.1") == 429)
        } else {
            #expect(statuses == Array(repeating: 200, count: 8) + [429])
            #expect(try await ask("other", "10.0.1.1") == 200)
            #expect(try await ask("customer", "10.0.1.1") == 200)
            #expect(try await ask("customer", "10.0.1.2") == 200)
            #expect(try await ask("customer", "10.0.1.3") == 429)
            for _ in 0..<20 { #expect(try await ask("system", "10.0.1.1") == 200) }
        }
        #expect(try await ask("nobody", "10.0.3.1") == 200)
    }

    @Test("What is not there costs a page, and is counted too") func strays() async throws {
        let world = try world(.read)
        #expect(try await world.send(.get, "/nowhere").status == 404)
        #expect(try await world.send(.delete, "/free").status == 405)
        #expect(try await world.send(.get, "/nowhere").status == 429)
        #expect(try await world.send(.get, "/assets/none").status == 429)
        let asset = world.front.assets.address("css/a.css")
        #expect(try await world.send(.get, asset).status == 200)
    }

    @Test("The limiter may be another: what it says holds") func another() async throws {
        struct Never: RateLimiting {
            func take(_ key: RateKey, _ rate: Rate, at now: Instant) async -> Int? { key.id == "10.0.0.9" ? nil : 17 }
        }
        var shared = SharedParts.inProcess(clock: ManualClock(Self.now).clock)
        shared.limiter = Never()
        let world = try World([Route.page("/a", "A.") { _ in .page(Page("a", "a")) }], shared: shared)
        #expect(try await world.send(.get, "/a").headers[.retryAfter] == "17")
        #expect(try await world.send(.get, "/a", peer: "10.0.0.9").status == 200)
    }
}
