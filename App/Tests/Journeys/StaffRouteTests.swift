import Database
import FeatureKit
import FeatureList
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Composition

@Suite("Who may do what")
struct StaffRouteTests {
    static let tablet = "tablet"

    /// What each role may do, written down once more, independently of the product's own table.
    static let duties = written.merging(listed) { $0.union($1) }
    /// What they may do in features of the list, which say and test for themselves who may.
    static let listed: [String: Set<String>] = {
        let permissions = FeatureSet.permissions(of: FeatureList.types)
        let roles: [String: Role] = [
            "gina": .manager, "ugo": .kitchen, "bea": .counter, "dario": .driver, tablet: .board,
        ]
        return roles.mapValues { role in Set(permissions.filter { $0.roles.contains(role) }.map(\.name)) }
            .merging(["mama": Set(permissions.map(\.name))]) { $1 }
    }()
    private static let written: [String: Set<String>] = [
        "mama": [
            "staff", "orders.see-board", "orders.accept", "orders.prepare", "orders.deliver", "orders.cancel",
            "products.availability",
            "stores.manage", "stores.open", "stores.pause", "accounts.manage-staff", "accounts.manage-devices",
            "accounts.manage-keys", "operations.manage-jobs", "delivery.manage",
        ],
        "gina": [
            "staff", "orders.see-board", "orders.accept", "orders.prepare", "orders.deliver", "orders.cancel",
            "products.availability",
            "stores.manage", "stores.pause", "delivery.manage", "accounts.manage-devices",
        ],
        "ugo": [
            "staff", "orders.see-board", "orders.accept", "orders.prepare", "products.availability", "stores.pause",
        ],
        "bea": [
            "staff", "orders.see-board", "orders.accept", "orders.prepare", "orders.deliver", "orders.cancel",
            "products.availability",
            "stores.pause",
        ],
        "dario": ["staff", "orders.see-board", "orders.deliver"],
        // The tablet on the wall: what one does standing before the board, and not even an account of its own.
        tablet: ["orders.see-board", "orders.accept", "orders.prepare", "products.availability", "stores.pause"],
    ]

    /// A route as the front's table tells of it.
    struct Entry {
        let verb: String
        let path: String
        let permission: String

        init?(_ line: String) {
            let parts = line.split(separator: "\t").map(String.init)
            guard parts.count >= 3, parts[2] != "everyone" else { return nil }
            (verb, permission) = (parts[0], parts[2])
            path = parts[1].split(separator: "/", omittingEmptySubsequences: false)
                .map { $0.hasPrefix("{") ? "01890000-0000-7000-8000-000000000000" : String($0) }
                .joined(separator: "/")
        }
    }

    /// Somebody of the staff, or the tablet, signed in.
    static func enter(_ name: String, _ shop: ShopWorld) async throws -> Visitor {
        name == tablet ? try await shop.device("Tablet forno") : try await shop.staff(name)
    }

    @Test("Every staff route refuses a guest and every role without its permission", arguments: TestEngine.all)
    func everyRoute(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let entries = shop.pizzeria.front.table.compactMap(Entry.init)
            #expect(entries.count > 40)
            #expect(Set(entries.map(\.permission)).isSubset(of: Self.duties["mama"] ?? []))
            let guest = shop.visitor()
            var people: [(name: String, visitor: Visitor)] = []
            for name in Self.duties.keys.sorted() { people.append((name, try await Self.enter(name, shop))) }
            for entry in entries {
                let isAPI = entry.path.hasPrefix("/api/")
                let head = isAPI ? ["Content-Type": "application/json"] : ["Accept": "text/html"]
                let stranger = try await guest.send(entry.verb, entry.path, head, [])
                let isPage = !isAPI && entry.verb == "GET"
                // A page sends a guest to sign in; everything else says 401. No route of a form is known by its own verb.
                #expect(stranger.status == (isPage ? 303 : 401), "\(entry.verb) \(entry.path)")
                if isPage { #expect(stranger.location.hasPrefix("/session/new?next=")) }
                for (name, visitor) in people where !(Self.duties[name]?.contains(entry.permission) ?? false) {
                    let answer = try await visitor.send(entry.verb, entry.path, head, [])
                    #expect(answer.status == 403, "\(name): \(entry.verb) \(entry.path)")
                }
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM outbox WHERE name NOT LIKE '%changed'") == 0)
        }
    }

    @Test("Every role is let through to what it may do", arguments: TestEngine.all)
    func allowed(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let entries = shop.pizzeria.front.table.compactMap(Entry.init)
            for (name, permissions) in Self.duties.sorted(by: { $0.key < $1.key }) {
                let visitor = try await Self.enter(name, shop)
                // A stream never ends, so that it is not read here.
                for entry in entries
                where permissions.contains(entry.permission) && entry.path.hasPrefix("/api/") {
                    let answer = try await visitor.send(
                        entry.verb, entry.path, ["Content-Type": "application/json"], Array("{}".utf8))
                    #expect(![401, 403, 500].contains(answer.status), "\(name): \(entry.verb) \(entry.path)")
                }
            }
        }
    }

    @Test("A form of staff without its token, or from another site, changes nothing", arguments: TestEngine.all)
    func formToken(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let id = try await shop.visitor().placed(in: shop).text("id")
            let bea = shop.visitor()
            #expect(
                try await bea.form("/session", [("sign_in", "bea"), ("password", ShopWorld.password)]).status == 303)
            let path = "/kitchen/orders/\(id)/acceptance"
            #expect(try await bea.form(path, [("reason", "")]).status == 403)
            #expect(try await bea.form(path, [("csrf", String(repeating: "0", count: 64))]).status == 403)
            let other = try await bea.send(
                "POST", path,
                ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"], Array("".utf8))
            #expect(other.status == 403)
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions") == 1)
            let csrf = try await bea.page("/account").control("csrf")
            #expect(csrf.utf8.count == 64)
            #expect(try await bea.form(path, [("csrf", csrf)]).location == "/kitchen")
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions") == 2)
            #expect(try await bea.form("/session/removal", [("csrf", csrf)]).status == 303)
            #expect(try await bea.page("/kitchen").location.hasPrefix("/session/new"))
        }
    }

    @Test("A session that ran out is a guest again", arguments: TestEngine.all)
    func expiredSession(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ugo = try await shop.staff("ugo")
            #expect(try await ugo.api(.get, "/kitchen").status == 200)
            shop.clock.advance(.hours(12))
            #expect(try await ugo.api(.get, "/kitchen").status == 401)
        }
    }
}
