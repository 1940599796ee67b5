/// Somebody to be served.
public struct RoutingStop: Sendable, Hashable, Codable {
    /// Where, as a place in the matrices.
    public var location: Int
    /// How much of a vehicle's room it takes.
    public var demand: Double
    /// When the goods can leave; a vehicle that carries them starts no earlier.
    public var ready: Double
    /// When service may begin; who comes earlier waits.
    public var opens: Double
    /// When service should begin at the latest.
    public var closes: Double
    /// How long service takes.
    public var service: Double
    /// The only vehicle that may serve it, because it carries the goods already; nil for any.
    public var vehicle: Int?

    /// A stop with what is usual left out.
    public init(
        location: Int, demand: Double = 0, ready: Double = 0, opens: Double = 0, closes: Double = .infinity,
        service: Double = 0, vehicle: Int? = nil
    ) {
        self.location = location
        self.demand = demand
        self.ready = ready
        self.opens = opens
        self.closes = closes
        self.service = service
        self.vehicle = vehicle
    }
}

/// Somebody who serves.
public struct RoutingVehicle: Sendable, Hashable, Codable {
    /// How much it carries.
    public var capacity: Double
    /// Where it starts, as a place in the matrices.
    public var start: Int
    /// Where it must be in the end; nil when that does not matter.
    public var end: Int?
    /// When it can start.
    public var from: Double
    /// When it must have ended: at its end, or where there is none, when the last service ends.
    public var until: Double

    /// A vehicle with what is usual left out.
    public init(capacity: Double = .infinity, start: Int, end: Int? = nil, from: Double = 0, until: Double = .infinity)
    {
        self.capacity = capacity
        self.start = start
        self.end = end
        self.from = from
        self.until = until
    }
}

/// Why something is no problem of routes.
public enum RoutingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stop names a place that is not in the matrices, or a number of it is negative, not a number, or runs backwards.
    case badStop(Int)
    /// The same of a vehicle.
    case badVehicle(Int)
    /// The matrices have different sizes.
    case badMatrix
    /// The weight of lateness is negative or not finite.
    case badWeight
    /// More than this many stops or vehicles.
    case tooLarge(Int)

    /// A sentence for the log; stops and vehicles are counted from 0.
    public var description: String {
        switch self {
        case .badStop(let stop): "stop \(stop) is nowhere, or one of its numbers is none or runs backwards"
        case .badVehicle(let vehicle):
            "vehicle \(vehicle) starts or ends nowhere, or one of its numbers is none or runs backwards"
        case .badMatrix: "times and distances are not of the same places"
        case .badWeight: "the weight of lateness is no number of at least 0"
        case .tooLarge(let most): "there are more than \(most) stops or vehicles"
        }
    }
}

/// Stops, vehicles, and how long and how far it is from each place to each: the vehicle routing problem with time windows, open or closed, with
/// ready times and vehicles that differ.
public struct RoutingProblem: Sendable, Hashable {
    /// The most stops, and the most vehicles.
    public static let largest = 2000

    /// Who is to be served.
    public let stops: [RoutingStop]
    /// Who serves.
    public let vehicles: [RoutingVehicle]
    /// How long it takes from each place to each, in the unit of the windows.
    public let times: DistanceMatrix
    /// How far it is, or what it costs.
    public let distances: DistanceMatrix
    /// What a unit of lateness costs in units of distance; nil when a stop may not be served late at all.
    public let lateness: Double?

    /// Takes the five; throws what is wrong with them.
    public init(
        stops: [RoutingStop], vehicles: [RoutingVehicle], times: DistanceMatrix, distances: DistanceMatrix,
        lateness: Double? = nil
    ) throws(RoutingError) {
        guard stops.count <= Self.largest, vehicles.count <= Self.largest else { throw .tooLarge(Self.largest) }
        guard times.count == distances.count else { throw .badMatrix }
        if let lateness, !(lateness >= 0 && lateness.isFinite) { throw .badWeight }
        let places = 0..<times.count
        for (index, stop) in stops.enumerated() {
            let numbers = [stop.demand, stop.ready, stop.opens, stop.service]
            guard places.contains(stop.location), numbers.allSatisfy({ $0 >= 0 && $0.isFinite }),
                stop.closes >= stop.opens, stop.vehicle.map({ vehicles.indices.contains($0) }) ?? true
            else { throw .badStop(index) }
        }
        for (index, vehicle) in vehicles.enumerated() {
            guard places.contains(vehicle.start), vehicle.end.map({ places.contains($0) }) ?? true,
                vehicle.capacity >= 0,
                vehicle.from >= 0, vehicle.from.isFinite, vehicle.until >= vehicle.from
            else { throw .badVehicle(index) }
        }
        self.stops = stops
        self.vehicles = vehicles
        self.times = times
        self.distances = distances
        self.lateness = lateness
    }
}
