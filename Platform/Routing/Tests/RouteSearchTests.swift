import Foundation
import Kernel
import Routing
import Testing

/// Tries every way to serve stops.
enum EveryRoute {
    /// The most stops that can be served, and the least cost of serving as many: with any of the vehicles, or with as few of them as will do.
    static func best(_ problem: RoutingProblem, fewest: Bool = false) -> (served: Int, vehicles: Int, cost: Double) {
        var best = (served: -1, vehicles: Int.max, cost: Double.infinity)
        var routes = [[Int]](repeating: [], count: problem.vehicles.count)
        func cost() -> Double? {
            let plan = RoutingPlan(problem, routes: routes)
            guard plan.isFeasible || !plan.unserved.isEmpty else { return nil }
            // Not all served: whether the rest is allowed shows when they are left out of the problem.
            let kept = problem.stops.indices.filter { !plan.unserved.contains($0) }
            let names = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
            guard
                let smaller = try? RoutingProblem(
                    stops: kept.map { problem.stops[$0] }, vehicles: problem.vehicles, times: problem.times,
                    distances: problem.distances, lateness: problem.lateness)
            else { return nil }
            let own = RoutingPlan(smaller, routes: routes.map { $0.compactMap { names[$0] } })
            return own.isFeasible ? own.distance + (problem.lateness ?? 0) * own.lateness : nil
        }
        func go(_ stop: Int, _ served: Int) {
            guard stop < problem.stops.count else {
                let used = routes.count { !$0.isEmpty }
                if let cost = cost(),
                    (-served, fewest ? used : 0, cost) < (-best.served, fewest ? best.vehicles : 0, best.cost)
                {
                    best = (served, used, cost)
                }
                return
            }
            for vehicle in routes.indices {
                for place in 0...routes[vehicle].count {
                    routes[vehicle].insert(stop, at: place)
                    go(stop + 1, served + 1)
                    routes[vehicle].remove(at: place)
                }
            }
            go(stop + 1, served)
        }
        go(0, 0)
        return best
    }
}

@Suite("Routes") struct RouteSearchTests {
    /// A shop in the middle, and stops around it.
    static func problem(
        _ stops: Int, vehicles: Int, seed: UInt64, lateness: Double? = nil, isOpen: Bool = false,
        hasReadyTimes: Bool = false,
        tightness: Double = 40
    ) throws -> RoutingProblem {
        var random = SeededGenerator(seed: seed)
        let points =
            [(x: 50.0, y: 50.0)] + (0..<stops).map { _ in (x: 100 * random.uniform(), y: 100 * random.uniform()) }
        let matrix = try #require(DistanceMatrix(points: points))
        return try RoutingProblem(
            stops: (0..<stops).map { number in
                let opens = 60 * random.uniform()
                return RoutingStop(
                    location: number + 1, demand: 1, ready: hasReadyTimes ? 30 * random.uniform() : 0, opens: opens,
                    closes: opens + tightness * (0.5 + random.uniform()), service: 2)
            },
            vehicles: (0..<vehicles).map { number in
                RoutingVehicle(capacity: 3, start: 0, end: isOpen ? nil : 0, from: Double(number) * 5, until: 200)
            },
            times: matrix, distances: matrix, lateness: lateness)
    }

    @Test("On small problems it finds what trying everything finds", arguments: 0..<24)
    func exact(_ seed: Int) throws {
        let problem = try Self.problem(
            5, vehicles: 2, seed: UInt64(seed), lateness: seed % 3 == 0 ? 0.7 : nil, isOpen: seed % 2 == 0,
            hasReadyTimes: seed % 4 > 1, tightness: seed % 5 == 0 ? 15 : 40)
        let plan = RouteSearch(seed: 1).solve(problem, effort: .rounds(3000))
        let best = EveryRoute.best(problem)
        #expect(plan.unserved.count == 5 - best.served)
        #expect(abs(plan.distance + (problem.lateness ?? 0) * plan.lateness - best.cost) < 1e-9)
        #expect(Set(plan.routes.flatMap { $0 } + plan.unserved) == Set(0..<5))
        #expect(plan.routes.flatMap { $0 }.count + plan.unserved.count == 5)
    }

    @Test("On small problems it finds the fewest vehicles, and the shortest way for as few", arguments: 0..<24)
    func exactVehicles(_ seed: Int) throws {
        let problem = try Self.problem(5, vehicles: 3, seed: UInt64(100 + seed), tightness: 30)
        let plan = RouteSearch(seed: 1, objective: .vehicles).solve(problem, effort: .rounds(3000))
        let best = EveryRoute.best(problem, fewest: true)
        #expect(plan.unserved.count == 5 - best.served)
        if best.served == 5 { #expect(plan.vehicles == best.vehicles) }
        if plan.vehicles == best.vehicles { #expect(abs(plan.distance - best.cost) < 1e-9) }
    }

    @Test("With the fewest vehicles the way is about as short as if there were no more of them", arguments: 1...3)
    func fewestIsShort(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let points = (0...40).map { _ in (x: 100 * random.uniform(), y: 100 * random.uniform()) }
        let matrix = try #require(DistanceMatrix(points: points))
        let stops = (1...40).map { number in
            let opens = 500 * random.uniform()
            return RoutingStop(location: number, demand: 1, opens: opens, closes: opens + 120, service: 5)
        }
        func problem(_ vehicles: Int) throws -> RoutingProblem {
            try RoutingProblem(
                stops: stops,
                vehicles: Array(repeating: RoutingVehicle(capacity: 40, start: 0, end: 0), count: vehicles),
                times: matrix,
                distances: matrix)
        }
        let few = RouteSearch(objective: .vehicles).solve(try problem(10), effort: .rounds(6000))
        #expect(few.isFeasible)
        let plain = RouteSearch().solve(try problem(few.vehicles), effort: .rounds(6000))
        #expect(plain.isFeasible)
        #expect(few.distance < 1.05 * plain.distance)
    }

    @Test("The same seed gives the same routes; what it says is what comes of them")
    func deterministic() throws {
        let problem = try Self.problem(40, vehicles: 20, seed: 3)
        let plan = RouteSearch(seed: 4).solve(problem, effort: .rounds(400))
        #expect(RouteSearch(seed: 4).solve(problem, effort: .rounds(400)) == plan)
        #expect(RoutingPlan(problem, routes: plan.routes) == plan)
        let few = RouteSearch(seed: 4, objective: .vehicles).solve(problem, effort: .rounds(1500))
        #expect(few.unserved.count <= plan.unserved.count)
        #expect(few.vehicles <= plan.vehicles)
        let longer = RouteSearch(seed: 4).solve(problem, effort: .rounds(3000))
        #expect(longer.unserved.count < plan.unserved.count || longer.distance <= plan.distance)
    }

    @Test("It stops when it is told to")
    func stopped() throws {
        let problem = try Self.problem(30, vehicles: 12, seed: 5)
        let plan = RouteSearch().solve(problem, effort: .until { 1 })
        #expect(Set(plan.routes.flatMap { $0 } + plan.unserved).count == 30)
        let none = RouteSearch(objective: .vehicles).solve(problem, effort: .rounds(0))
        #expect(Set(none.routes.flatMap { $0 } + none.unserved).count == 30)
    }

    @Test("By hand: a route, its times and its lateness")
    func byHand() throws {
        let matrix = try #require(DistanceMatrix(points: [(0, 0), (0, 3), (4, 3)]))
        let stops = [
            RoutingStop(location: 1, ready: 2, opens: 10, closes: 20, service: 1), RoutingStop(location: 2, closes: 13),
        ]
        let vehicle = RoutingVehicle(capacity: 2, start: 0, end: 0)
        let hard = try RoutingProblem(stops: stops, vehicles: [vehicle], times: matrix, distances: matrix)
        let plan = RoutingPlan(hard, routes: [[0, 1]])
        // Starts at 2 when the goods are ready, is there at 5, waits until 10, is at the second at 15, two late.
        #expect(plan.departures == [2])
        #expect(plan.begins == [[10, 15]])
        #expect(plan.distance == 12)
        #expect(plan.lateness == 2)
        #expect(!plan.isFeasible)
        let soft = try RoutingProblem(stops: stops, vehicles: [vehicle], times: matrix, distances: matrix, lateness: 1)
        #expect(RoutingPlan(soft, routes: [[0, 1]]).isFeasible)
        // The other way round nobody is late: 2 + 5, then 11.
        let best = RouteSearch().solve(hard, effort: .rounds(50))
        #expect(best.routes == [[1, 0]])
        #expect(best.begins == [[7, 11]])
        #expect(best.isFeasible)
        // Stops that do not exist or come twice are left out.
        #expect(RoutingPlan(hard, routes: [[1, 0, 1, 7], [0]]).routes == [[1, 0]])
    }

    @Test("What is being driven stays; the rest is planned anew")
    func replanned() throws {
        let matrix = try #require(DistanceMatrix(points: [(0, 0), (0, 10), (0, 20), (30, 0), (0, -5)]))
        let stops = (1...3).map { RoutingStop(location: $0, demand: 1, service: 1) }
        let vehicles = [
            RoutingVehicle(capacity: 2, start: 0, end: 0), RoutingVehicle(capacity: 2, start: 0, end: 0, from: 50),
        ]
        let problem = try RoutingProblem(stops: stops, vehicles: vehicles, times: matrix, distances: matrix)
        let plan = RoutingPlan(problem, routes: [[0, 1], [2]])
        let (rest, names) = try plan.remaining(of: problem, at: 5)
        // The first is on its way to stop 0 and carries stop 1; the second has not left.
        #expect(names == [1, 2])
        #expect(rest.vehicles[0].start == 1)
        #expect(rest.vehicles[0].from == 11)
        #expect(rest.vehicles[1].from == 50)
        #expect(rest.stops[0].vehicle == 0)
        #expect(rest.stops[1].vehicle == nil)
        // Somebody new orders; what is on board stays on board.
        let more = try RoutingProblem(
            stops: rest.stops + [RoutingStop(location: 4, demand: 1, closes: 70)], vehicles: rest.vehicles,
            times: matrix,
            distances: matrix)
        let again = RouteSearch().solve(more, effort: .rounds(200))
        #expect(again.isFeasible)
        #expect(again.routes[0].contains(0))
        #expect(Set(again.routes.flatMap { $0 }) == [0, 1, 2])
        let (end, none) = try plan.remaining(of: problem, at: 1000)
        #expect(none.isEmpty)
        #expect(end.stops.isEmpty)
    }

    @Test("Nobody can be served by nobody; nothing is served at once; what is wrong is named")
    func bad() throws {
        let matrix = try #require(DistanceMatrix(points: [(0, 0), (0, 10)]))
        let stop = RoutingStop(location: 1, demand: 5)
        let vehicle = RoutingVehicle(capacity: 2, start: 0, end: 0)
        let tight = try RoutingProblem(stops: [stop], vehicles: [vehicle], times: matrix, distances: matrix)
        #expect(RouteSearch().solve(tight, effort: .rounds(100)).unserved == [0])
        #expect(RouteSearch(objective: .vehicles).solve(tight, effort: .rounds(100)).unserved == [0])
        let nobody = try RoutingProblem(stops: [stop], vehicles: [], times: matrix, distances: matrix)
        #expect(RouteSearch().solve(nobody, effort: .rounds(100)).unserved == [0])
        let nothing = try RoutingProblem(stops: [], vehicles: [vehicle], times: matrix, distances: matrix)
        let empty = RouteSearch().solve(nothing, effort: .rounds(100))
        #expect(empty.isFeasible && empty.routes == [[]])
        func made(_ stop: RoutingStop, _ vehicle: RoutingVehicle = RoutingVehicle(start: 0), _ lateness: Double? = nil)
            throws
        {
            _ = try RoutingProblem(
                stops: [stop], vehicles: [vehicle], times: matrix, distances: matrix, lateness: lateness)
        }
        #expect(throws: RoutingError.badStop(0)) { try made(RoutingStop(location: 2)) }
        #expect(throws: RoutingError.badStop(0)) { try made(RoutingStop(location: 1, demand: .nan)) }
        #expect(throws: RoutingError.badStop(0)) { try made(RoutingStop(location: 1, opens: 5, closes: 4)) }
        #expect(throws: RoutingError.badStop(0)) { try made(RoutingStop(location: 1, vehicle: 3)) }
        #expect(throws: RoutingError.badVehicle(0)) { try made(stop, RoutingVehicle(start: -1)) }
        #expect(throws: RoutingError.badVehicle(0)) { try made(stop, RoutingVehicle(start: 0, from: 5, until: 4)) }
        #expect(throws: RoutingError.badWeight) { try made(stop, RoutingVehicle(start: 0), -1) }
        #expect(throws: RoutingError.badMatrix) {
            let other = try #require(DistanceMatrix(count: 1, values: [0]))
            _ = try RoutingProblem(stops: [], vehicles: [], times: matrix, distances: other)
        }
    }
}
