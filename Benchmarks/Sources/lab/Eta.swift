import ArgumentParser
import Foundation
import ML

struct Eta: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How long each delivery takes.",
        discussion: """
            Reads files like delivery_time or delivery_time_small, learns from one and writes `id,mean,p10,p90` for the other, in minutes. The way is the
            column whose name speaks of a distance, else it lies between two positions.
            """)

    @Option(help: "The file to learn from.") var train: String
    @Option(help: "The file to answer for; its minutes, if it has them, are not looked at.") var test: String
    @Option(help: "The column with the minutes.") var label: String?
    @Option(help: "The column that names the delivery; the first if none is given.") var id: String?
    @Option(help: "Where chance begins.") var seed: UInt64 = 1

    func run() throws {
        let (known, asked) = (try Table(train), try Table(test))
        let label =
            try label
            ?? known.columns[known.index("minutes", "Delivery_Time_min", "Time_taken(min)", "delivery_minutes")]
        let id = id ?? (known.columns.contains("id") ? "id" : known.columns[0])
        let kinds = try known.features(without: [label, id])
        let (table, way) = try Self.prepared(kinds)
        let (other, _) = try Self.prepared(try asked.features(without: [label, id], like: kinds))
        let preparation = table.names.first { $0.lowercased().contains("prep") }
        let minutes = try known.column(label).map { Double($0) ?? .nan }
        guard let learned = DeliveryTime(table, minutes: minutes, kilometres: way, preparation: preparation, seed: seed)
        else { throw ValidationError("\(train) cannot be learned from.") }
        if let errors = learned.errors {
            remark("unseen, rule: root mean square \(errors.rule)\nunseen, learned: root mean square \(errors.learned)")
        }
        remark(learned.isLearned ? "used: what was learned" : "used: the rule, times \(learned.factor)")
        guard let answers = learned.estimates(other) else {
            throw ValidationError("\(test) lacks columns of \(train).")
        }
        print("id,mean,p10,p90")
        for (name, one) in zip(try asked.column(id), answers) {
            print("\(quoted(name)),\(one.mean),\(one.early),\(one.late)")
        }
    }

    /// Adds what the columns imply: the way between two positions, and the letters that codes begin with, such as a courier's city.
    static func prepared(_ table: FeatureTable) throws -> (table: FeatureTable, way: String) {
        var (names, columns) = (table.names, table.columns)
        for (name, column) in zip(table.names, table.columns) {
            guard case .names(let codes) = column, name.lowercased().hasSuffix("id") else { continue }
            names += ["\(name), letters", "\(name), without the last number"]
            columns.append(.names(codes.map { code in String(code.prefix { $0.isLetter }) }))
            columns.append(
                .names(
                    codes.map { code in
                        let rest = code.reversed().drop { $0.isNumber }.drop { $0.isLetter }
                        return String(rest.reversed())
                    }))
        }
        var way = table.names.first { $0.lowercased().contains("distance") }
        let positions = table.names.filter { $0.lowercased().hasSuffix("lat") || $0.lowercased().hasSuffix("latitude") }
        if way == nil, positions.count == 2 {
            let across = positions.map { name in
                name.replacingOccurrences(of: "latitude", with: "longitude").replacingOccurrences(
                    of: "lat", with: "lon")
            }
            guard case .numbers(let fromLat)? = table[positions[0]], case .numbers(let toLat)? = table[positions[1]],
                case .numbers(let fromLon)? = table[across[0]], case .numbers(let toLon)? = table[across[1]]
            else { throw ValidationError("Positions need latitudes and longitudes.") }
            way = "distance"
            names.append("distance")
            columns.append(
                .numbers(
                    fromLat.indices.map { Self.kilometres(fromLat[$0], fromLon[$0], toLat[$0], toLon[$0]) }))
        }
        guard let way, let table = FeatureTable(names: names, columns: columns) else {
            throw ValidationError("No column speaks of a distance, and there are not two positions.")
        }
        return (table, way)
    }

    /// Along the great circle. Some records have lost the signs of their positions, and some the whole degrees of both: the difference is right.
    private static func kilometres(_ fromLat: Double, _ fromLon: Double, _ toLat: Double, _ toLon: Double) -> Double {
        let radian = Double.pi / 180
        let (a, b) = (abs(fromLat) * radian, abs(toLat) * radian)
        let (down, along) = (b - a, (abs(toLon) - abs(fromLon)) * radian)
        let h = sin(down / 2) * sin(down / 2) + cos(a) * cos(b) * sin(along / 2) * sin(along / 2)
        let found = 2 * 6371 * asin(min(max(h, 0).squareRoot(), 1))
        return found < 200 ? found : .nan
    }
}
