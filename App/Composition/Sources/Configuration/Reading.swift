import FeatureKit
import Database
import Foundation
import Web

/// Reads values of the configuration and gathers what is wrong with them.
struct Reading {
    let configuration: Configuration
    var problems: [String] = []

    mutating func number(_ setting: Setting, _ range: ClosedRange<Int>) -> Int {
        guard let value = configuration[setting].flatMap({ Int($0) }), range.contains(value) else {
            problems.append("\(setting.key) is a number from \(range.lowerBound) to \(range.upperBound).")
            return range.lowerBound
        }
        return value
    }

    mutating func choice<T>(_ setting: Setting, _ choices: [String: T]) -> T {
        let value = configuration[setting] ?? ""
        if let chosen = choices[value] { return chosen }
        problems.append("\(setting.key) is one of \(choices.keys.sorted().joined(separator: ", ")).")
        // Any choice will do: the start is refused.
        return choices[choices.startIndex].value
    }

    /// The pieces of a value between commas.
    private func list(_ setting: Setting) -> [String] {
        (configuration[setting] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    /// The other tenants. A schema needs the server of the first one.
    mutating func tenants(besides first: Database.Location) -> [Tenant] {
        guard let path = configuration[.tenants], !path.isEmpty else { return [] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            problems.append("\(Setting.tenants.key): \(path) cannot be read.")
            return []
        }
        let (tenants, wrong) = Tenant.read(text, named: path)
        problems += wrong
        if case .sqlite = first,
            let tenant = tenants.first(where: { if case .schema = $0.place { true } else { false } })
        {
            problems.append("\(path): \(tenant.host) is a schema, and \(Setting.database.key) is no server.")
        }
        if let twin = tenants.first(where: { $0.place.isSame(as: first) }) {
            problems.append("\(path): \(twin.host) has the database that \(Setting.database.key) names.")
        }
        return tenants
    }

    mutating func proxies() -> [AddressRange] {
        list(.proxies).compactMap { text in
            if let range = AddressRange(text) { return range }
            problems.append("\(Setting.proxies.key): \(text) is no address and no block such as 10.0.0.0/8.")
            return nil
        }
    }

    /// The standard table with what the settings say otherwise.
    mutating func rates() -> RateTable {
        var table = RateTable.standard
        table[.read] = Rate(perMinute: number(.reads, 1...100_000_000))
        table[.change] = Rate(perMinute: number(.changes, 1...10_000_000))
        let signIns = number(.signIns, 1...10_000)
        table[.signIn] = Rate(perMinute: signIns, burst: signIns + 2)
        for text in list(.rates) {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            let place = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, place.count == 2, let rateClass = RateClass(rawValue: place[0]),
                let kind = Principal.Kind(rawValue: place[1]), let number = Int(parts[1]),
                (1...100_000_000).contains(number)
            else {
                problems.append("\(Setting.rates.key): \(text) is not as change.staff=2000.")
                continue
            }
            table[rateClass, kind] = Rate(perMinute: number)
        }
        return table
    }
}
