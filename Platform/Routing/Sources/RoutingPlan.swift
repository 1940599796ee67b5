/// Who serves whom, in which order, and what comes of it.
public struct RoutingPlan: Sendable, Hashable {
    /// By vehicle, the stops in their order, as places in the problem's stops.
    public let routes: [[Int]]
    /// By vehicle, when it starts.
    public let departures: [Double]
    /// By vehicle, when each service begins.
    public let begins: [[Double]]
    /// The way of all vehicles.
    public let distance: Double
    /// How late all stops together are.
    public let lateness: Double
    /// The stops that nobody serves.
    public let unserved: [Int]
    /// Whether everybody is served, no vehicle carries too much or is out too long, and nobody is late where that is forbidden.
    public let isFeasible: Bool

    /// How many vehicles serve anybody.
    public var vehicles: Int { routes.count { !$0.isEmpty } }

    /// Works out what comes of routes, by the plain definition. Routes beyond the vehicles, and stops that do not exist or were served before, are left
    /// out.
    public init(_ problem: RoutingProblem, routes given: [[Int]]) {
        var seen = Set<Int>()
        var routes = given.prefix(problem.vehicles.count).map { route in
            route.filter { problem.stops.indices.contains($0) && seen.insert($0).inserted }
        }
        routes += Array(repeating: [], count: problem.vehicles.count - routes.count)
        var (distance, lateness, isFeasible) = (0.0, 0.0, true)
        var departures: [Double] = []
        var begins: [[Double]] = []
        for (index, route) in routes.enumerated() {
            let vehicle = problem.vehicles[index]
            let departure = route.reduce(vehicle.from) { max($0, problem.stops[$1].ready) }
            departures.append(departure)
            var (place, time, load) = (vehicle.start, departure, 0.0)
            var own: [Double] = []
            for number in route {
                let stop = problem.stops[number]
                distance += problem.distances[place, stop.location]
                let begin = max(time + problem.times[place, stop.location], stop.opens)
                own.append(begin)
                if begin > stop.closes {
                    lateness += begin - stop.closes
                    if problem.lateness == nil { isFeasible = false }
                }
                if let pinned = stop.vehicle, pinned != index { isFeasible = false }
                (place, time, load) = (stop.location, begin + stop.service, load + stop.demand)
            }
            if !route.isEmpty, let end = vehicle.end {
                distance += problem.distances[place, end]
                time += problem.times[place, end]
            }
            if !route.isEmpty, load > vehicle.capacity || time > vehicle.until { isFeasible = false }
            begins.append(own)
        }
        self.routes = routes
        self.departures = departures
        self.begins = begins
        self.distance = distance
        self.lateness = lateness
        unserved = problem.stops.indices.filter { !seen.contains($0) }
        self.isFeasible = isFeasible && unserved.isEmpty
    }

    /// What is left to do at a time of a plan that is being carried out, as a problem of its own: what was served or is being driven to is done, each
    /// vehicle starts where and when it next is free, and who has left keeps what it carries, and no more room than is left. `stops` says which stop of
    /// the first problem each is; more may be added behind.
    public func remaining(
        of problem: RoutingProblem, at now: Double
    ) throws(RoutingError) -> (problem: RoutingProblem, stops: [Int]) {
        var vehicles = problem.vehicles
        var left: [(stop: Int, vehicle: Int?)] = []
        for (index, route) in routes.enumerated() {
            guard !route.isEmpty, departures[index] <= now else {
                vehicles[index].from = max(vehicles[index].from, now)
                vehicles[index].until = max(vehicles[index].until, vehicles[index].from)
                left += route.map { ($0, problem.stops[$0].vehicle) }
                continue
            }
            var (place, time) = (vehicles[index].start, departures[index])
            var done = 0
            // Whoever is on the way to a stop goes there.
            while done < route.count, time <= now {
                let stop = problem.stops[route[done]]
                (place, time) = (stop.location, begins[index][done] + stop.service)
                done += 1
            }
            vehicles[index].start = place
            vehicles[index].from = max(time, now)
            vehicles[index].until = max(vehicles[index].until, vehicles[index].from)
            left += route[done...].map { ($0, index) }
        }
        left += unserved.map { ($0, problem.stops[$0].vehicle) }
        let stops = left.map { number, vehicle in
            var stop = problem.stops[number]
            stop.vehicle = vehicle
            return stop
        }
        let rest = try RoutingProblem(
            stops: stops, vehicles: vehicles, times: problem.times, distances: problem.distances,
            lateness: problem.lateness)
        return (rest, left.map(\.stop))
    }
}
