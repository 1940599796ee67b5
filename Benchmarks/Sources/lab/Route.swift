public import ArgumentParser
import Foundation
import Routing

struct Route: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Routes for a problem with time windows.",
        discussion: """
            Reads a problem as Solomon wrote them and writes its routes, a line each, then the distance, the vehicles and whether all is allowed. Legs are
            cut to one decimal if asked, as where the best known distances were found; `distance` is always the full length of the routes.
            """)

    @Option(help: "The file with the problem.") var instance: String
    @Option(help: "How long to search.") var seconds = 1.0
    @Option(help: "What is wanted: distance, or vehicles first.") var objective = RouteSearch.Objective.distance
    @Option(help: "Where chance begins.") var seed: UInt64 = 1
    @Flag(help: "Cuts the length of each leg to one decimal.") var cut = false

    func run() throws {
        let read = try Self.read(instance)
        guard let plain = DistanceMatrix(points: read.points) else {
            throw ValidationError("\(instance): a place is nowhere.")
        }
        let legs = cut ? plain.values.map { ($0 * 10 + 1e-9).rounded(.down) / 10 } : plain.values
        guard let matrix = DistanceMatrix(count: plain.count, values: legs) else { return }
        let problem = try RoutingProblem(stops: read.stops, vehicles: read.vehicles, times: matrix, distances: matrix)
        let plan = RouteSearch(seed: seed, objective: objective).solve(problem, effort: .seconds(seconds))
        for (number, route) in plan.routes.filter({ !$0.isEmpty }).enumerated() {
            print("Route #\(number + 1): \(route.map { "\($0 + 1)" }.joined(separator: " "))")
        }
        let full = plan.routes.filter { !$0.isEmpty }.reduce(0.0) { sum, route in
            let places = [0] + route.map { $0 + 1 } + [0]
            return sum + zip(places, places.dropFirst()).reduce(0.0) { $0 + plain[$1.0, $1.1] }
        }
        if !plan.unserved.isEmpty { print("unserved: \(plan.unserved.map { "\($0 + 1)" }.joined(separator: " "))") }
        print("distance: \(full)")
        if cut { print("distance_cut: \((plan.distance * 10).rounded() / 10)") }
        print("vehicles: \(plan.vehicles)")
        print("feasible: \(plan.isFeasible)")
    }

    static func read(
        _ path: String
    ) throws -> (stops: [RoutingStop], vehicles: [RoutingVehicle], points: [(x: Double, y: Double)]) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path) cannot be read.")
        }
        var rows: [[Double]] = []
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            let numbers = words.compactMap { Double($0) }
            if !words.isEmpty, numbers.count == words.count { rows.append(numbers) }
        }
        guard let head = rows.first, head.count == 2, rows.count > 1, rows.dropFirst().allSatisfy({ $0.count == 7 }),
            (1...2000).contains(head[0])
        else { throw ValidationError("\(path) is no problem as Solomon wrote them.") }
        let depot = rows[1]
        let vehicle = RoutingVehicle(capacity: head[1], start: 0, end: 0, from: depot[4], until: depot[5])
        let stops = rows.dropFirst(2).enumerated().map { index, row in
            RoutingStop(location: index + 1, demand: row[3], opens: row[4], closes: row[5], service: row[6])
        }
        return (stops, Array(repeating: vehicle, count: Int(head[0])), rows.dropFirst().map { ($0[1], $0[2]) })
    }
}

extension RouteSearch.Objective: ExpressibleByArgument {}
