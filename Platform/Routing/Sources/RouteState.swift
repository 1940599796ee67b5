/// Routes that are being changed, in memory that is allocated once: what was removed and inserted can be taken back route by route.
///
/// Places of the matrices are laid out anew: stops first, then starts, then ends; an end that does not matter is near to everything.
final class RouteState {
    let stops: Int
    let vehicles: Int
    private let width: Int
    private let way: UnsafeMutablePointer<Double>
    /// From the beginning of service at one to the arrival at the other.
    private let time: UnsafeMutablePointer<Double>
    private let numbers: UnsafeMutablePointer<Double>
    private let sequence: UnsafeMutablePointer<Int32>
    private let spare: UnsafeMutablePointer<Int32>
    private let demand, opens, closes, ready, begin, latest: UnsafeMutablePointer<Double>
    private let capacity: [Double]
    private let from: [Double]
    private let until: [Double]
    private let pinned: [Int32]
    private let lateWeight: Double?
    /// Vehicles of the same number are the same in all.
    let kinds: [Int]

    private(set) var length: [Int]
    private(set) var cost: [Double]
    private var load: [Double]
    private var departure: [Double]
    private(set) var route: [Int32]
    private(set) var place: [Int32]
    private var spareLength: [Int]
    private var isTouched: [Bool]
    private var touched: [Int] = []
    var isUsable: [Bool]

    init(_ problem: RoutingProblem) {
        let (n, m) = (problem.stops.count, problem.vehicles.count)
        stops = n
        vehicles = m
        width = n + 2 * m
        way = .allocate(capacity: width * width)
        time = .allocate(capacity: width * width)
        let locations: [Int?] =
            problem.stops.map { $0.location } + problem.vehicles.map { $0.start } + problem.vehicles.map { $0.end }
        for i in 0..<width {
            let service = i < n ? problem.stops[i].service : 0
            for j in 0..<width {
                if let a = locations[i], let b = locations[j] {
                    (way + i * width + j).initialize(to: problem.distances[a, b])
                    (time + i * width + j).initialize(to: service + problem.times[a, b])
                } else {
                    (way + i * width + j).initialize(to: 0)
                    (time + i * width + j).initialize(to: service)
                }
            }
        }
        numbers = .allocate(capacity: 6 * max(n, 1))
        numbers.initialize(repeating: 0, count: 6 * max(n, 1))
        (demand, opens, closes) = (numbers, numbers + n, numbers + 2 * n)
        (ready, begin, latest) = (numbers + 3 * n, numbers + 4 * n, numbers + 5 * n)
        for (i, stop) in problem.stops.enumerated() {
            (demand[i], opens[i], closes[i], ready[i]) = (stop.demand, stop.opens, stop.closes, stop.ready)
        }
        sequence = .allocate(capacity: max(m * n, 1))
        spare = .allocate(capacity: max(m * n, 1))
        sequence.initialize(repeating: 0, count: max(m * n, 1))
        spare.initialize(repeating: 0, count: max(m * n, 1))
        capacity = problem.vehicles.map(\.capacity)
        from = problem.vehicles.map(\.from)
        until = problem.vehicles.map(\.until)
        pinned = problem.stops.map { Int32(truncatingIfNeeded: $0.vehicle ?? -1) }
        lateWeight = problem.lateness
        var known: [RoutingVehicle: Int] = [:]
        let isPinned = Set(problem.stops.compactMap(\.vehicle))
        kinds = problem.vehicles.enumerated().map { index, vehicle in
            guard !isPinned.contains(index) else { return -1 - index }
            known[vehicle] = known[vehicle] ?? index
            return known[vehicle] ?? index
        }
        length = Array(repeating: 0, count: m)
        (cost, load, departure) = (Array(repeating: 0, count: m), Array(repeating: 0, count: m), from)
        route = Array(repeating: -1, count: n)
        place = route
        spareLength = length
        isTouched = Array(repeating: false, count: m)
        isUsable = Array(repeating: true, count: m)
    }

    deinit {
        way.deallocate()
        time.deallocate()
        numbers.deallocate()
        sequence.deallocate()
        spare.deallocate()
    }

    /// The stops of a vehicle.
    func stops(of vehicle: Int) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: sequence + vehicle * stops, count: length[vehicle])
    }

    func distance(_ a: Int, _ b: Int) -> Double { way[a * width + b] }

    /// How far a stop is from where its route might start.
    func distanceFromStart(_ stop: Int) -> Double { vehicles > 0 ? way[stops * width + stop] : 0 }

    func tightness(_ stop: Int) -> (length: Double, opens: Double, closes: Double, demand: Double) {
        (closes[stop] - opens[stop], opens[stop], closes[stop], demand[stop])
    }

    // MARK: Taking back

    /// From here on changes can be taken back.
    func mark() {
        for vehicle in touched { isTouched[vehicle] = false }
        touched.removeAll(keepingCapacity: true)
    }

    private func touch(_ vehicle: Int) {
        guard !isTouched[vehicle] else { return }
        isTouched[vehicle] = true
        touched.append(vehicle)
        spareLength[vehicle] = length[vehicle]
        (spare + vehicle * stops).update(from: sequence + vehicle * stops, count: length[vehicle])
    }

    /// Takes back what changed since the mark; who was served by nobody then is so again.
    func revert() {
        for vehicle in touched { for stop in stops(of: vehicle) { route[Int(stop)] = -1 } }
        for vehicle in touched {
            length[vehicle] = spareLength[vehicle]
            (sequence + vehicle * stops).update(from: spare + vehicle * stops, count: length[vehicle])
            refresh(vehicle)
        }
        mark()
    }

    /// All routes, to be kept.
    var copy: [[Int]] { (0..<vehicles).map { stops(of: $0).map { Int($0) } } }

    /// Begins anew with these routes.
    func load(_ routes: [[Int]]) {
        for stop in 0..<stops { route[stop] = -1 }
        for vehicle in 0..<vehicles {
            length[vehicle] = 0
            if vehicle < routes.count {
                for stop in routes[vehicle] {
                    sequence[vehicle * stops + length[vehicle]] = Int32(truncatingIfNeeded: stop)
                    length[vehicle] += 1
                }
            }
            refresh(vehicle)
        }
        mark()
    }

    // MARK: Changing

    /// Removes a run of stops, but for `kept` of them from `gap` on.
    func remove(from vehicle: Int, start: Int, count: Int, gap: Int = 0, kept: Int = 0, into absent: inout [Int]) {
        touch(vehicle)
        let own = sequence + vehicle * stops
        var to = start
        for index in start..<length[vehicle] {
            let isRemoved = index < start + count && !(index >= start + gap && index < start + gap + kept)
            if isRemoved {
                route[Int(own[index])] = -1
                absent.append(Int(own[index]))
            } else {
                own[to] = own[index]
                to += 1
            }
        }
        length[vehicle] = to
        refresh(vehicle)
    }

    func insert(_ stop: Int, _ vehicle: Int, at position: Int) {
        touch(vehicle)
        let own = sequence + vehicle * stops
        var index = length[vehicle]
        while index > position {
            own[index] = own[index - 1]
            index -= 1
        }
        own[position] = Int32(truncatingIfNeeded: stop)
        length[vehicle] += 1
        refresh(vehicle)
    }

    private func refresh(_ vehicle: Int) {
        let (own, count) = (sequence + vehicle * stops, length[vehicle])
        var (sum, late, carried, start) = (0.0, 0.0, 0.0, from[vehicle])
        for index in 0..<count { start = max(start, ready[Int(own[index])]) }
        departure[vehicle] = start
        var (last, now) = (stops + vehicle, start)
        for index in 0..<count {
            let stop = Int(own[index])
            now = max(now + time[last * width + stop], opens[stop])
            begin[stop] = now
            if now > closes[stop] { late += now - closes[stop] }
            sum += way[last * width + stop]
            carried += demand[stop]
            route[stop] = Int32(truncatingIfNeeded: vehicle)
            place[stop] = Int32(truncatingIfNeeded: index)
            last = stop
        }
        let end = stops + vehicles + vehicle
        if count > 0 { sum += way[last * width + end] }
        cost[vehicle] = sum + (lateWeight ?? 0) * late
        load[vehicle] = carried
        guard lateWeight == nil else { return }
        var (next, bound) = (end, until[vehicle])
        for index in stride(from: count - 1, through: 0, by: -1) {
            let stop = Int(own[index])
            bound = min(closes[stop], bound - time[stop * width + next])
            latest[stop] = bound
            next = stop
        }
    }

    /// The cheapest place for a stop in a route, passing over some by chance; nil when it fits nowhere.
    func cheapest(_ stop: Int, in vehicle: Int, below bound: Double, blink: () -> Bool) -> (
        cost: Double, position: Int
    )? {
        guard isUsable[vehicle], pinned[stop] < 0 || Int(pinned[stop]) == vehicle,
            load[vehicle] + demand[stop] <= capacity[vehicle]
        else { return nil }
        guard lateWeight == nil, ready[stop] <= departure[vehicle] else {
            return simulated(stop, vehicle, bound, blink)
        }
        let (own, count, end) = (sequence + vehicle * stops, length[vehicle], stops + vehicles + vehicle)
        let (open, close) = (opens[stop], closes[stop])
        var best: (cost: Double, position: Int)?
        var limit = bound
        var (last, now) = (stops + vehicle, departure[vehicle])
        for position in 0...count {
            guard now <= close else { break }
            let next = position < count ? Int(own[position]) : end
            let detour =
                way[last * width + stop] + way[stop * width + next] - (count == 0 ? 0 : way[last * width + next])
            if detour < limit {
                let arrival = max(now + time[last * width + stop], open)
                if arrival <= close,
                    arrival + time[stop * width + next] <= (position < count ? latest[next] : until[vehicle]),
                    !blink()
                {
                    limit = detour
                    best = (detour, position)
                }
            }
            if position < count { (last, now) = (next, begin[next]) }
        }
        return best
    }

    /// The same by driving the whole route each time, where lateness costs or the start may move.
    private func simulated(_ stop: Int, _ vehicle: Int, _ bound: Double, _ blink: () -> Bool) -> (
        cost: Double, position: Int
    )? {
        let (own, count, end) = (sequence + vehicle * stops, length[vehicle], stops + vehicles + vehicle)
        let start = max(departure[vehicle], ready[stop])
        var best: (cost: Double, position: Int)?
        var limit = bound
        for position in 0...count {
            var (last, now, sum, late) = (stops + vehicle, start, 0.0, 0.0)
            for index in 0...count {
                let here = index == position ? stop : Int(own[index < position ? index : index - 1])
                now = max(now + time[last * width + here], opens[here])
                if now > closes[here] { late += now - closes[here] }
                sum += way[last * width + here]
                last = here
            }
            sum += way[last * width + end]
            guard now + time[last * width + end] <= until[vehicle], lateWeight != nil || late == 0 else { continue }
            let detour = sum + (lateWeight ?? 0) * late - cost[vehicle]
            if detour < limit, !blink() {
                limit = detour
                best = (detour, position)
            }
        }
        return best
    }
}
