import ArgumentParser
import Foundation
import ML

struct Segment: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts the rows of a table into groups.",
        discussion: """
            Reads a table of numbers with a column `id` (else the first column names the rows), writes `id,segment`, the largest segment 0.
            Silhouette and inertia, in the units of the file, go to standard error.
            """)

    @Option(help: "The table.") var features: String
    @Option(help: "How many groups.") var k: Int
    @Option(help: "How often to begin anew.") var restarts = 10
    @Option(help: "Where chance begins.") var seed: UInt64 = 1

    func run() throws {
        let table = try Table(features)
        let id = table.columns.firstIndex(of: "id") ?? 0
        let points = try table.rows.enumerated().map { number, row in
            try row.enumerated().filter { $0.offset != id }.map { column, text -> Double in
                guard let value = Double(text), value.isFinite else {
                    throw ValidationError(
                        "\(features):\(number + 2): \(text) in \(table.columns[column]) is no number.")
                }
                return value
            }
        }
        guard (1...max(points.count, 1)).contains(k), !points.isEmpty else {
            throw ValidationError("\(features) has \(points.count) rows, which cannot be \(k) groups.")
        }
        let found = try KMeans(points, groups: k, restarts: restarts, seed: seed)
        let silhouette = KMeans.silhouette(points, found.groups).map { "\($0)" } ?? "none"
        FileHandle.standardError.write(Data("silhouette: \(silhouette)\ninertia: \(found.inertia)\n".utf8))
        print("id,segment")
        for (row, group) in zip(table.rows, found.groups) { print("\(row[id]),\(group)") }
    }
}
