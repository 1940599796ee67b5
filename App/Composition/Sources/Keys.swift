import Accounts
import Database
import FeatureKit
import Kernel
import Shop
import Stores
import Web

/// Keys of programs from the command line.
extension Start {
    /// Makes a key; the one line is the key, which is told once. `shop` is an id; nil is for all shops.
    public func addKey(name: String, permissions: [String], shop: String?, days: Int?) async throws -> String {
        let known = FeatureSet.permissions(of: Pizzeria.featureTypes).map(\.name)
        if let unknown = permissions.first(where: { !known.contains($0) }) {
            throw Configuration.Refused(
                problems: ["\(unknown) is no permission. There are: \(known.sorted().joined(separator: ", "))."])
        }
        // A text that is no id must not become "all shops".
        let scope = try shop.map { text in
            guard let id = Identifier<Scope>(text) else {
                throw Configuration.Refused(problems: ["\(text) is not the id of a shop."])
            }
            return id
        }
        return try await withPizzeria { pizzeria in
            if let scope, pizzeria.stores.shops.value[scope] == nil {
                throw Configuration.Refused(problems: ["There is no shop \(scope)."])
            }
            return try await pizzeria.accounts.addKey(
                name: name, permissions: permissions, shop: scope, days: days, now: pizzeria.clock.now())
        }
    }

    /// Every key, one line each, or that there is none.
    public func keys() async throws -> [String] {
        let lines = try await withPizzeria { try await $0.accounts.listKeys(now: $0.clock.now()) }
        return lines.isEmpty ? ["There is no key."] : lines
    }

    /// Takes a key back for good.
    public func revokeKey(prefix: String) async throws {
        try await withPizzeria { pizzeria in
            do { try await pizzeria.accounts.revokeKey(prefix: prefix) } catch let refusal as AppError
                where refusal.kind == .notFound
            {
                throw Configuration.Refused(problems: ["There is no key \(prefix)."])
            }
        }
    }
}
