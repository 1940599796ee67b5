import Database
import Kernel
import Resources
import Shop
import Web

/// What a file of zones would do to those of a shop.
struct ZoneImport {
    /// One zone of the file.
    struct Line {
        /// What would be done.
        enum Effect: String { case add, change, keep, refuse }

        let name: String
        let effect: Effect
        /// The row as it is; nil for a new one.
        let old: ZoneRow?
        /// The row as it would be; nil where it is refused.
        let row: ZoneRow?
        let refusal: AreaRefusal?
    }

    let lines: [Line]
    /// Whether it can be applied: nothing is refused, and something would change.
    var isApplicable: Bool {
        !lines.contains { $0.effect == .refuse } && lines.contains { $0.effect == .add || $0.effect == .change }
    }

    /// Compares a file with the zones that are there: they are told apart by their names, in any case.
    init(_ file: ZoneFile, over zones: [ZoneRow], shop: GeoPoint?) {
        let there = Dictionary(zones.map { (Self.key($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        lines = file.entries.map { entry in
            let name = (try? CleanText.clean(entry.name, limit: 60)) ?? ""
            let key = Self.key(name)
            let old = there[key]
            var problem: AreaRefusal?
            if name.isEmpty {
                problem = AreaRefusal(code: "zone-no-name", arguments: [:])
            } else if !seen.insert(key).inserted {
                problem = AreaRefusal(code: "zone-twice", arguments: [:])
            }
            var row = old ?? ZoneRow()
            if old == nil { row.name = name }
            problem = problem ?? Self.draw(entry, &row, shop) ?? Self.setTerms(entry.terms, &row)
            if let problem { return Line(name: name, effect: .refuse, old: old, row: nil, refusal: problem) }
            return Line(
                name: row.name, effect: old == nil ? .add : old == row ? .keep : .change, old: old, row: row,
                refusal: nil)
        }
    }

    private static func key(_ name: String) -> String { name.lowercased() }

    private static func draw(_ entry: ZoneFile.Entry, _ row: inout ZoneRow, _ shop: GeoPoint?) -> AreaRefusal? {
        do {
            let area = try entry.area.get()
            if let fault = area.shapeFault ?? shop.flatMap({ area.distanceFault(from: $0) }) { throw fault }
            row.area = area
            return nil
        } catch {
            return AreaRefusal(error)
        }
    }

    /// Takes over the terms that the file has. Only the amount from which delivery is free may be none.
    private static func setTerms(_ terms: [String: ZoneFile.Term], _ row: inout ZoneRow) -> AreaRefusal? {
        let amounts = Int(ZoneRow.amounts.lowerBound)...Int(ZoneRow.amounts.upperBound)
        for (name, term) in terms.sorted(by: { $0.key < $1.key }) {
            let range = name == "extra_minutes" ? ZoneRow.minutes : name == "priority" ? ZoneRow.priorities : amounts
            if term == .none, name == "free_from_cents" {
                row.freeFrom = nil
                continue
            }
            guard case .number(let value) = term, range.contains(value) else {
                return AreaRefusal(code: "zone-term", arguments: ["name": name])
            }
            let money = Money(cents: Int64(value))
            switch name {
            case "fee_cents": row.fee = money
            case "minimum_cents": row.minimum = money
            case "free_from_cents": row.freeFrom = money
            case "extra_minutes": row.extraMinutes = value
            default: row.priority = value
            }
        }
        return nil
    }

    /// Writes what is new and what changed.
    func apply(
        _ rows: ResourceRows<ZoneRow>, in scope: Identifier<Scope>?, by principal: Principal, _ tx: Transaction
    ) throws {
        for line in lines {
            guard let row = line.row else { continue }
            switch line.effect {
            case .add: try rows.insert(row, in: scope, by: principal, tx)
            case .change: try rows.update(row, seen: .version(row.version), in: scope, by: principal, tx)
            case .keep, .refuse: break
            }
        }
    }
}
