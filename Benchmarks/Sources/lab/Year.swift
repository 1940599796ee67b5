import ArgumentParser
import Foundation
import Kernel
import ML
import Routing

/// A year of one shop that never was, to see how long it takes to learn from it.
private struct ShopYear {
    static let (customers, products, orders) = (3000, 100, 20_000)
    var daily: [[Double]]
    var baskets: [Basket] = []
    var events: [Event] = []
    var purchases: [CustomerValue.Purchases]
    var reviews: [(text: String, stars: Int)] = []
    var rides: (table: FeatureTable, minutes: [Double])?

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        daily = Array(repeating: Array(repeating: 0, count: 365), count: Self.products)
        purchases = Array(repeating: [], count: Self.customers)
        var (ways, hours, weather, minutes): ([Double], [Double], [String], [Double]) = ([], [], [], [])
        let words = [
            ["pessima", "fredda", "gommosa", "in ritardo", "deludente"], ["così così", "normale", "nella media"],
            ["ottima", "squisita", "croccante", "puntuale", "gentili"],
        ]
        for _ in 0..<Self.orders {
            // More at the weekend and in the evening; some customers come often.
            var day = random.index(below: 365)
            if day % 7 < 4, random.uniform() < 0.35 { day = min(day - day % 7 + 4 + random.index(below: 3), 364) }
            let hour = random.uniform() < 0.3 ? 12 + 2 * random.uniform() : 19 + 3 * random.uniform()
            let customer = Int(Double(Self.customers) * random.uniform() * random.uniform())
            let kind = customer % 5
            let items = (0..<1 + random.index(below: 4)).map { _ in
                (kind * 20 + Int(Double(Self.products) * random.uniform() * random.uniform() * random.uniform()))
                    % Self.products
            }
            for item in items {
                daily[item][day] += 1
                events.append(Event(user: customer, item: item, time: Double(day) + hour / 24))
            }
            baskets.append(Basket(items: items, day: Double(day), hour: hour, weekday: day % 7))
            purchases[customer].append((day, 8.5 * Double(items.count)))
            let way = 0.4 + 5 * random.uniform()
            let rain = random.uniform() < 0.2
            ways.append(way)
            hours.append(hour.rounded(.down))
            weather.append(rain ? "rain" : "dry")
            minutes.append(12 + 3.4 * way + (rain ? 6 : 0) + (hour > 20 ? 5 : 0) + 8 * random.uniform())
            if random.uniform() < 0.1 {
                let mood = random.index(below: 3)
                let said = (0..<3).map { _ in words[mood][random.index(below: words[mood].count)] }
                reviews.append(("La pizza \(items[0]) era " + said.joined(separator: " e "), [1, 3, 5][mood]))
            }
        }
        rides = FeatureTable(
            names: ["km", "hour", "weather"], columns: [.numbers(ways), .numbers(hours), .names(weather)]
        )
        .map { ($0, minutes) }
    }
}

struct Year: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How long it takes to learn from a year of one shop.",
        discussion: """
            Makes a year of \(ShopYear.orders) orders, \(ShopYear.customers) customers and \(ShopYear.products) products, learns all six jobs from it and
            writes `job,cpu_seconds`, their sum and the most memory that was used.
            """)

    @Option(help: "Where chance begins.") var seed: UInt64 = 1

    func run() throws {
        let year = ShopYear(seed: seed)
        var total = 0.0
        print("job,cpu_seconds")
        func time(_ job: String, _ body: () -> Bool) throws {
            let start = Self.seconds
            guard body() else { throw ValidationError("\(job) could not be learned.") }
            let spent = Self.seconds - start
            total += spent
            print("\(job),\((spent * 1000).rounded() / 1000)")
        }
        let open = Array(repeating: true, count: 365)
        try time("forecast of 32 products and the total") {
            let sums = (0..<365).map { day in year.daily.reduce(0) { $0 + $1[day] } }
            return (Array(year.daily[..<32]) + [sums]).allSatisfy {
                SeriesForecast.daily($0, wasOpen: open, willBeOpen: Array(repeating: true, count: 28)) != nil
            }
        }
        var suggester: BasketSuggester?
        try time("recommendation, baskets") {
            suggester = BasketSuggester(year.baskets)
            return suggester != nil
        }
        try time("recommendation, customers") { Recommender(year.events, allowsRepeats: true) != nil }
        try time("customers, value") { CustomerValue(year.purchases, until: 364, ahead: 90) != nil }
        try time("customers, churn") {
            let known = year.purchases.filter { $0.contains { $0.day < 275 } }
            func before(_ one: CustomerValue.Purchases) -> CustomerValue.Purchases { one.filter { $0.day < 275 } }
            let columns: [FeatureTable.Column] = [
                .numbers(known.map { 275 - Double(before($0).map(\.day).max() ?? 0) }),
                .numbers(known.map { Double(before($0).count) }),
                .numbers(known.map { before($0).reduce(0) { $0 + $1.spend } }),
            ]
            let labels = known.map { $0.contains { $0.day >= 275 } ? "stays" : "goes" }
            return FeatureTable(names: ["recency", "frequency", "spend"], columns: columns).flatMap {
                Classifier($0, labels)
            } != nil
        }
        try time("reviews") { ReviewSentiment(year.reviews).isLearned }
        try time("prices") {
            Elasticity(PriceSimulation(products: ShopYear.products, seed: seed).weeks(52, seed: seed)) != nil
        }
        try time("delivery time") {
            year.rides.flatMap { DeliveryTime($0.table, minutes: $0.minutes, kilometres: "km", seed: seed) } != nil
        }
        print("together,\((total * 1000).rounded() / 1000)")
        if let suggester {
            let start = Self.seconds
            var found = 0
            for basket in year.baskets.prefix(5000) {
                found += suggester.suggest(with: basket.items, hour: basket.hour, weekday: basket.weekday, top: 5).count
            }
            remark("a basket: \(((Self.seconds - start) / 5000 * 1e7).rounded() / 10) µs (\(found / 5000) suggestions)")
        }
        if let gaps = try Self.routes(seed: seed) {
            remark(
                "routes of 60 stops for 6 drivers after 200 ms: \(gaps.mean) % longer than after 5 s on the average, \(gaps.most) % at most"
            )
        }
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        remark("memory at most: \(usage.ru_maxrss / 1024) MiB")
    }

    /// How much longer the way is after a fifth of a second than after five, in per cent, for five evenings of 60 stops within a quarter of an hour's drive,
    /// each to be served within three quarters of an hour of some moment of two hours; nil when one has no answer.
    private static func routes(seed: UInt64) throws -> (mean: Double, most: Double)? {
        var random = SeededGenerator(seed: seed)
        let gaps = try (0..<5).map { _ -> Double in
            let points = (0...60).map { _ in (x: 15 * random.uniform(), y: 15 * random.uniform()) }
            guard let matrix = DistanceMatrix(points: [(7.5, 7.5)] + points.dropFirst()) else { return .nan }
            let stops = (1...60).map { number in
                let opens = 120 * random.uniform()
                return RoutingStop(location: number, demand: 1, opens: opens, closes: opens + 45, service: 2)
            }
            let driver = RoutingVehicle(capacity: 60, start: 0, end: 0)
            let problem = try RoutingProblem(
                stops: stops, vehicles: Array(repeating: driver, count: 6), times: matrix, distances: matrix)
            let quick = RouteSearch(seed: seed).solve(problem, effort: .seconds(0.2))
            let slow = RouteSearch(seed: seed).solve(problem, effort: .seconds(5))
            return quick.isFeasible && slow.isFeasible ? (quick.distance / slow.distance - 1) * 100 : .nan
        }
        guard !gaps.contains(where: \.isNaN), let most = gaps.max() else { return nil }
        func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
        return (rounded(gaps.reduce(0, +) / 5), rounded(most))
    }

    /// The processor time of this process.
    private static var seconds: Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
