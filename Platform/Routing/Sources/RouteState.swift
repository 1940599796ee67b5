/// Routes that are being changed, in memory that is allocated once: what was removed and inserted can be taken back route by route.
///
/// Places of the matrices are laid out anew: stops first, then starts, then ends; an end that does not matter is near to everything.
///
/// All is kept behind pointers that never change: what is read some ten million times a second is read without a check of who else might write.
final class RouteState {
    let stops: Int
    let vehicles: Int
    private let width: Int
    /// Row by row the way from one place to another, and the same the other way round, so that all that concerns one place lies together.
    private let way, wayTo: UnsafeMutablePointer<Double>
    /// From the beginning of service at one to the arrival at the other, and the other way round.
    private let time, timeTo: UnsafeMutablePointer<Double>
    private let ofStops, ofVehicles: UnsafeMutablePointer<Double>
    private let names: UnsafeMutablePointer<Int32>
    private let counts: UnsafeMutablePointer<Int>
    private let flags: UnsafeMutablePointer<Bool>
    private let sequence, spare: UnsafeMutablePointer<Int32>
    /// Of each stop; `leg` is the way from the one before it.
    private let demand, opens, closes, ready, begin, latest, leg: UnsafeMutablePointer<Double>
    private let capacity, from, until, load, departure, lastLeg: UnsafeMutablePointer<Double>
    private let pinned: UnsafeMutablePointer<Int32>
    private let lateWeight: Double?
    /// Vehicles of the same number are the same in all.
    let kinds: [Int]

    /// Of each vehicle, how many stops it has and what its route costs.
    let length: UnsafeMutablePointer<Int>
    let cost: UnsafeMutablePointer<Double>
    /// Of each stop, the vehicle that serves it, or −1, and where in the route.
    let route, place: UnsafeMutablePointer<Int32>
    /// Whether a vehicle may be given stops.
    let isUsable: UnsafeMutablePointer<Bool>
    private let spareLength: UnsafeMutablePointer<Int>
    private let isTouched: UnsafeMutablePointer<Bool>
    private var touched: [Int] = []

    init(_ problem: RoutingProblem) {
        func memory<T>(_ count: Int, _ value: T) -> UnsafeMutablePointer<T> {
            let pointer = UnsafeMutablePointer<T>.allocate(capacity: max(count, 1))
            pointer.initialize(repeating: value, count: max(count, 1))
            return pointer
        }
        let (n, m) = (problem.stops.count, problem.vehicles.count)
        stops = n
        vehicles = m
        width = n + 2 * m
        (way, wayTo) = (memory(width * width, 0), memory(width * width, 0))
        (time, timeTo) = (memory(width * width, 0), memory(width * width, 0))
        let locations: [Int?] =
            problem.stops.map { $0.location } + problem.vehicles.map { $0.start } + problem.vehicles.map { $0.end }
        for i in 0..<width {
            let service = i < n ? problem.stops[i].service : 0
            for j in 0..<width {
                var (length, duration) = (0.0, service)
                if let a = locations[i], let b = locations[j] {
                    length = problem.distances[a, b]
                    duration += problem.times[a, b]
                }
                (way[i * width + j], wayTo[j * width + i]) = (length, length)
                (time[i * width + j], timeTo[j * width + i]) = (duration, duration)
            }
        }
        ofStops = memory(7 * n, 0)
        (demand, opens, closes, ready) = (ofStops, ofStops + n, ofStops + 2 * n, ofStops + 3 * n)
        (begin, latest, leg) = (ofStops + 4 * n, ofStops + 5 * n, ofStops + 6 * n)
        names = memory(3 * n, -1)
        (pinned, route, place) = (names, names + n, names + 2 * n)
        for (i, stop) in problem.stops.enumerated() {
            (demand[i], opens[i], closes[i], ready[i]) = (stop.demand, stop.opens, stop.closes, stop.ready)
            pinned[i] = Int32(truncatingIfNeeded: stop.vehicle ?? -1)
        }
        sequence = memory(m * n, 0)
        spare = memory(m * n, 0)
        ofVehicles = memory(7 * m, 0)
        (capacity, from, until) = (ofVehicles, ofVehicles + m, ofVehicles + 2 * m)
        (load, departure, lastLeg, cost) = (
            ofVehicles + 3 * m, ofVehicles + 4 * m, ofVehicles + 5 * m, ofVehicles + 6 * m
        )
        for (i, vehicle) in problem.vehicles.enumerated() {
            (capacity[i], from[i], until[i], departure[i]) = (
                vehicle.capacity, vehicle.from, vehicle.until, vehicle.from
            )
        }
        counts = memory(2 * m, 0)
        (length, spareLength) = (counts, counts + m)
        flags = memory(2 * m, false)
        (isUsable, isTouched) = (flags, flags + m)
        isUsable.update(repeating: true, count: m)
        lateWeight = problem.lateness
        var known: [RoutingVehicle: Int] = [:]
        let isPinned = Set(problem.stops.compactMap(\.vehicle))
        kinds = problem.vehicles.enumerated().map { index, vehicle in
            guard !isPinned.contains(index) else { return -1 - index }
            known[vehicle] = known[vehicle] ?? index
            return known[vehicle] ?? index
        }
    }

    deinit {
        for pointer in [way, wayTo, time, timeTo, ofStops, ofVehicles] { pointer.deallocate() }
        for pointer in [names, sequence, spare] { pointer.deallocate() }
        counts.deallocate()
        flags.deallocate()
    }

    /// What all routes cost.
    var totalCost: Double { (0..<vehicles).reduce(0) { $0 + cost[$1] } }

    /// How many vehicles have a stop.
    var used: Int { (0..<vehicles).count { length[$0] > 0 } }

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
            leg[stop] = way[last * width + stop]
            sum += leg[stop]
            carried += demand[stop]
            route[stop] = Int32(truncatingIfNeeded: vehicle)
            place[stop] = Int32(truncatingIfNeeded: index)
            last = stop
        }
        let end = stops + vehicles + vehicle
        lastLeg[vehicle] = count > 0 ? way[last * width + end] : 0
        sum += lastLeg[vehicle]
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
        let (from, to) = (wayTo + stop * width, way + stop * width)
        let (after, before) = (timeTo + stop * width, time + stop * width)
        var best: (cost: Double, position: Int)?
        var limit = bound
        var (last, now) = (stops + vehicle, departure[vehicle])
        for position in 0..<count {
            guard now <= close else { return best }
            let next = Int(own[position])
            // Nobody is served before the stop opens.
            if open <= latest[next] {
                let detour = from[last] + to[next] - leg[next]
                if detour < limit {
                    let arrival = max(now + after[last], open)
                    if arrival <= close, arrival + before[next] <= latest[next], !blink() {
                        limit = detour
                        best = (detour, position)
                    }
                }
            }
            (last, now) = (next, begin[next])
        }
        let detour = from[last] + to[end] - lastLeg[vehicle]
        if detour < limit {
            let arrival = max(now + after[last], open)
            if arrival <= close, arrival + before[end] <= until[vehicle], !blink() { best = (detour, count) }
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
