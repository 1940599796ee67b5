import Database
import Foundation

/// Another owner's shops, in a database of their own, served by this process under hosts of their own.
public struct Tenant: Sendable, Hashable {
    /// Where the data of a tenant is.
    enum Place: Sendable, Hashable {
        /// A file of SQLite.
        case file(String)
        /// A schema of the server that `PIZZAMAMA_DATABASE` names.
        case schema(String)
    }

    /// The host under which it is served.
    let host: String
    let place: Place

    /// Reads lines of `HOST sqlite:FILE` or `HOST schema:NAME`; `#` begins a comment. What is wrong is said by line.
    static func read(_ text: String, named file: String) -> (tenants: [Tenant], problems: [String]) {
        var tenants: [Tenant] = []
        var problems: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty { continue }
            guard words.count == 2, let place = Place(words[1]) else {
                problems.append("\(file):\(index + 1) is not `HOST sqlite:FILE` or `HOST schema:NAME`.")
                continue
            }
            let tenant = Tenant(host: words[0].lowercased(), place: place)
            if let twin = tenants.first(where: { $0.host == tenant.host || $0.place == place }) {
                problems.append("\(file):\(index + 1) has the host or the database of \(twin.host).")
                continue
            }
            tenants.append(tenant)
        }
        return (tenants, problems)
    }
}

extension Tenant.Place {
    fileprivate init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "sqlite": self = .file(String(parts[1]))
        case "schema": self = .schema(String(parts[1]))
        default: return nil
        }
    }
}

extension Tenant.Place {
    /// Whether it is where another database is: two owners would share their data.
    func isSame(as location: Database.Location) -> Bool {
        switch (self, location) {
        case (.file(let own), .sqlite(let path)):
            URL(filePath: own).resolvingSymlinksInPath().standardizedFileURL
                == URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL
        case (.schema(let own), .postgres(_, let schema, _)): own == schema ?? "public"
        default: false
        }
    }
}
