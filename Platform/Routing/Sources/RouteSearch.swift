import Foundation
import Kernel

/// Finds good routes by taking out strings of stops that lie close together and putting each back where it costs least, again and again, keeping
/// what is better and, less and less, what is a little worse: slack induction by string removals (Christiaens and Vanden Berghe, 2020).
///
/// It can be stopped at any time and has an answer. The same seed and the same number of rounds give the same routes. A round costs about as many
/// operations as ten times the number of stops. Where not everybody can be served, as many as possible are.
public struct RouteSearch: Sendable {
    /// What is wanted.
    public enum Objective: String, Sendable, Hashable, Codable, CaseIterable {
        /// The shortest way (and least lateness), with any of the vehicles.
        case distance
        /// As few vehicles as possible, then the shortest way.
        case vehicles
    }

    /// How long it may search.
    public struct Effort: Sendable {
        let rounds: Int
        let isOver: (@Sendable () -> Double)?

        /// So many rounds.
        public static func rounds(_ count: Int) -> Effort { Effort(rounds: count, isOver: nil) }

        /// Until the part of the time that is gone, as the closure says, is 1. At most a thousand million rounds.
        public static func until(_ part: @escaping @Sendable () -> Double) -> Effort {
            Effort(rounds: 1_000_000_000, isOver: part)
        }

        /// So many seconds of the machine's clock.
        public static func seconds(_ seconds: Double) -> Effort {
            let start = ContinuousClock.now
            return .until { (ContinuousClock.now - start) / .seconds(max(seconds, 1e-9)) }
        }
    }

    /// Where chance begins.
    public let seed: UInt64
    /// What is wanted.
    public let objective: Objective

    /// A search from a seed.
    public init(seed: UInt64 = 1, objective: Objective = .distance) {
        self.seed = seed
        self.objective = objective
    }

    /// The best routes that were found; `from` is a plan to begin with, whose routes need not be allowed any more.
    public func solve(_ problem: RoutingProblem, effort: Effort, from plan: [[Int]]? = nil) -> RoutingPlan {
        guard !problem.stops.isEmpty, !problem.vehicles.isEmpty else { return RoutingPlan(problem, routes: []) }
        let run = SearchRun(problem, seed: seed)
        run.begin(plan.map { RoutingPlan(problem, routes: $0).routes })
        var spent = 0.0
        if objective == .vehicles {
            spent = 0.4
            run.fewerVehicles(effort, share: spent)
        }
        run.shorten(effort, from: spent)
        return RoutingPlan(problem, routes: run.best)
    }
}

/// One search.
private final class SearchRun {
    private let problem: RoutingProblem
    private let state: RouteState
    private var random: SeededGenerator
    /// Of each stop all others, nearest first.
    private let near: [[Int32]]
    private(set) var best: [[Int]] = []
    private var bestCost = Double.infinity
    private var bestAbsent = Int.max
    private var absent: [Int] = []
    /// How often each stop was left out: who is hard to place.
    private var omissions: [Double]
    private let scale: Double
    private var isRuined: [Int]
    private var round = 0

    init(_ problem: RoutingProblem, seed: UInt64) {
        self.problem = problem
        let state = RouteState(problem)
        self.state = state
        random = SeededGenerator(seed: seed)
        let n = problem.stops.count
        omissions = Array(repeating: 0, count: n)
        isRuined = Array(repeating: -1, count: problem.vehicles.count)
        let near = (0..<n).map { stop in
            (0..<n).sorted { (state.distance(stop, $0), $0) < (state.distance(stop, $1), $1) }.map {
                Int32(truncatingIfNeeded: $0)
            }
        }
        self.near = near
        // How far neighbours are: the unit of what may be given up for a while.
        let steps = (0..<n).map { stop in state.distance(stop, Int(near[stop][min(3, n - 1)])) }.sorted()
        scale = max(steps[n / 2], 1e-9)
    }

    private var cost: Double { state.totalCost }

    func begin(_ routes: [[Int]]?) {
        if let routes {
            // What is not allowed any more is put in again one by one.
            state.load(routes)
            let plan = RoutingPlan(problem, routes: routes)
            if !plan.isFeasible {
                state.load([])
                absent = routes.flatMap { $0 } + plan.unserved
                var order = absent
                recreate(&order, isSorted: true)
                absent = order
            } else {
                absent = []
            }
        } else {
            state.load([])
            absent = Array(problem.stops.indices)
            recreate(&absent, isSorted: false)
        }
        state.mark()
        keep()
    }

    private func keep() {
        best = state.copy
        bestCost = cost
        bestAbsent = absent.count
    }

    /// Rounds from a part of the effort to its end, ever more choosy.
    func shorten(_ effort: RouteSearch.Effort, from start: Double) {
        state.load(best)
        absent = problem.stops.indices.filter { state.route[$0] < 0 }
        var current = cost
        let (hot, cold) = (scale * 2, scale * 0.02)
        var heat = hot
        var number = Int(Double(effort.rounds) * start)
        while number < effort.rounds {
            if number & 31 == 0 {
                let part = effort.isOver?() ?? Double(number) / Double(effort.rounds)
                if part >= 1 { break }
                heat = hot * pow(cold / hot, min(max((part - start) / (1 - start), 0), 1))
            }
            number += 1
            let before = absent
            state.mark()
            ruin()
            recreate(&absent, isSorted: false)
            let now = cost
            let isBetter =
                absent.count < before.count
                || (absent.count == before.count && now < current - heat * log(max(random.uniform(), 1e-300)))
            guard isBetter else {
                state.revert()
                absent = before
                continue
            }
            current = now
            if absent.count < bestAbsent || (absent.count == bestAbsent && now < bestCost - 1e-9) { keep() }
        }
    }

    /// Takes vehicles away as long as everybody can still be served, for a part of the effort.
    func fewerVehicles(_ effort: RouteSearch.Effort, share: Double) {
        guard absent.isEmpty else { return }
        // Whoever drives in the best plan may go on; nobody else is taken again.
        defer { for vehicle in 0..<state.vehicles { state.isUsable[vehicle] = !best[vehicle].isEmpty } }
        let most = problem.vehicles.map(\.capacity).max() ?? 0
        let demand = problem.stops.reduce(0) { $0 + $1.demand }
        let fewest = most > 0 && most.isFinite ? Int((demand / most).rounded(.up)) : 1
        var number = 0
        let rounds = Int(Double(effort.rounds) * share)
        while best.count(where: { !$0.isEmpty }) > max(fewest, 1) {
            state.load(best)
            // Whose stops were easiest to place goes first; pinned stops keep their vehicle.
            let candidates = (0..<state.vehicles).filter { vehicle in
                state.length[vehicle] > 0
                    && state.stops(of: vehicle).allSatisfy { problem.stops[Int($0)].vehicle == nil }
            }
            func hardness(_ vehicle: Int) -> Double {
                state.stops(of: vehicle).reduce(0) { $0 + omissions[Int($1)] + 1e-3 }
            }
            guard let gone = candidates.min(by: { hardness($0) < hardness($1) }) else { return }
            for vehicle in 0..<state.vehicles where state.length[vehicle] == 0 { state.isUsable[vehicle] = false }
            absent = []
            state.remove(from: gone, start: 0, count: state.length[gone], into: &absent)
            state.isUsable[gone] = false
            state.mark()
            recreate(&absent, isSorted: false)
            state.mark()
            var current = cost
            var heat = scale
            while !absent.isEmpty {
                if number & 31 == 0 {
                    let part = effort.isOver?() ?? Double(number) / Double(max(effort.rounds, 1))
                    if part >= share || number >= rounds && effort.isOver == nil { break }
                    heat = scale * pow(0.01, min(max(part / share, 0), 1))
                }
                number += 1
                let before = absent
                state.mark()
                ruin()
                recreate(&absent, isSorted: false)
                let (was, isNow) = (
                    before.reduce(0.0) { $0 + omissions[$1] }, absent.reduce(0.0) { $0 + omissions[$1] }
                )
                for stop in absent { omissions[stop] += 1 }
                let now = cost
                let isTaken =
                    absent.isEmpty || isNow < was
                    || (absent.count <= before.count && now < current - heat * log(max(random.uniform(), 1e-300)))
                guard isTaken else {
                    state.revert()
                    absent = before
                    continue
                }
                current = now
            }
            guard absent.isEmpty else { return }
            state.mark()
            keep()
        }
    }

    /// Takes out strings of up to fifteen stops of routes that come close to a stop drawn by chance.
    private func ruin() {
        round += 1
        let n = problem.stops.count
        let used = state.used
        guard used > 0 else { return }
        let mean = Double(n - absent.count) / Double(used)
        let longest = min(15, mean)
        let most = max(4 * 10 / (1 + longest) - 1, 1)
        let strings = Int(1 + random.uniform() * most)
        let seed = random.index(below: n)
        var ruined = 0
        for other in near[seed] {
            guard ruined < strings else { break }
            let vehicle = Int(state.route[Int(other)])
            guard vehicle >= 0, isRuined[vehicle] != round else { continue }
            isRuined[vehicle] = round
            ruined += 1
            let size = state.length[vehicle]
            let count = max(1, Int(1 + random.uniform() * (min(Double(size), longest))))
            let removed = min(count, size)
            let place = Int(state.place[Int(other)])
            if removed > 1, removed < size, random.uniform() < 0.5 {
                // A string with a part of its middle left in.
                var kept = 1
                while removed + kept < size, random.uniform() > 0.01 { kept += 1 }
                kept = min(kept, size - removed)
                let whole = removed + kept
                let first = max(0, place - whole + 1)
                let last = min(place, size - whole)
                let start = first + random.index(below: last - first + 1)
                let gap = 1 + random.index(below: max(removed - 1, 1))
                state.remove(from: vehicle, start: start, count: whole, gap: gap, kept: kept, into: &absent)
            } else {
                let first = max(0, place - removed + 1)
                let last = min(place, size - removed)
                let start = first + random.index(below: last - first + 1)
                state.remove(from: vehicle, start: start, count: removed, into: &absent)
            }
        }
    }

    /// Puts stops in, in an order drawn by chance, each where it costs least; who fits nowhere stays out.
    private func recreate(_ waiting: inout [Int], isSorted: Bool) {
        if !isSorted { order(&waiting) }
        var out: [Int] = []
        for stop in waiting {
            var best: (cost: Double, vehicle: Int, position: Int) = (.infinity, -1, 0)
            var (seen, isFirst) = (0, true)
            for vehicle in 0..<state.vehicles {
                if state.length[vehicle] == 0 {
                    // Of vehicles that are empty and the same one is enough; mostly all are.
                    if state.kinds[vehicle] == 0 {
                        guard isFirst || !state.isUsable[vehicle] else { continue }
                        if state.isUsable[vehicle] { isFirst = false }
                    } else if state.kinds[vehicle] > 0 {
                        let isKnown = (0..<vehicle).contains {
                            state.kinds[$0] == state.kinds[vehicle] && state.length[$0] == 0 && state.isUsable[$0]
                        }
                        if isKnown { continue }
                    }
                }
                var chance = random
                let found = state.cheapest(stop, in: vehicle, below: best.cost) { chance.uniform() < 0.01 }
                random = chance
                seen += 1
                if let found { best = (found.cost, vehicle, found.position) }
            }
            if best.vehicle >= 0 { state.insert(stop, best.vehicle, at: best.position) } else { out.append(stop) }
        }
        waiting = out
    }

    private func order(_ waiting: inout [Int]) {
        func sort(_ key: (Int) -> Double) {
            let keyed = waiting.map { (key($0), $0) }.sorted { $0 < $1 }
            waiting = keyed.map(\.1)
        }
        let state = state
        switch random.uniform() * 17 {
        case ..<4: waiting.shuffle(using: &random)
        case ..<8: sort { -state.tightness($0).demand }
        case ..<10: sort { -state.distanceFromStart($0) }
        case ..<11: sort { state.distanceFromStart($0) }
        case ..<13: sort { state.tightness($0).length }
        case ..<15: sort { state.tightness($0).opens }
        default: sort { -state.tightness($0).closes }
        }
    }
}
