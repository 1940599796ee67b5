import Kernel
import Web

/// `/keys`: what programs sign in with.
struct KeyRoutes: Sendable {
    let keys: APIKeys
    let ports: Accounts.Ports

    struct NewKey: Input {
        let name: String
        let permissions: [String]
        let shop: Identifier<Scope>?
        /// For how many days; nil is until it is taken back.
        let days: Int?

        init(_ fields: inout FieldReader) {
            name = fields.text("name", limit: 64)
            permissions = fields.texts("permissions", limit: 80, least: 1, most: 200)
            shop = fields.optionalID("store_id")
            let given = fields.int("days", 0...3650, default: 0)
            days = given == 0 ? nil : given
        }
    }

    /// The keys that the caller may see.
    struct List: JSONWritable {
        let keys: [APIKeyView]
        static let example = List(keys: [.example])
        func write(to json: inout JSONWriter) { json.member("keys", keys) }
    }

    var routes: [Route] {
        let access = Access.holders(of: .manageKeys)
        return [
            .get("/keys", "The keys of programs.", access: access, answer: List.self) { call in
                let list = try await list(call)
                return .value(list, call, page: { page(call, list, nil).page })
            },
            .change(
                .post, "/keys", "Makes a key for a program; it is told once.", access: access, body: NewKey.self,
                answer: NewAPIKey.self, status: 201
            ) { call, new in
                guard reach(call).covers(new.shop) else { throw AppError.invalid([.init("store_id", "not-yours")]) }
                let key = try await keys.add(
                    name: new.name, permissions: new.permissions, shop: new.shop,
                    expiresAt: new.days.map { call.now + .days(Int64($0)) }, by: call.principal)
                return .value(key, call, status: 201, page: { NewKeyPage(call: call, key: key).page })
            }
            .returning { call, problem in page(call, try await list(call), problem).page },
            .change(
                .delete, "/keys/{id}", "Takes a key back for good.", access: access, body: NoInput.self,
                answer: APIKeyView.self, refusals: [.notFound]
            ) { call, _ in
                let key = try await keys.revoke(call.id("id"), within: reach(call))
                return .done(APIKeyView(key, at: call.now), call, to: "/keys")
            },
        ]
    }

    private func reach(_ call: Call) -> Reach { Reach(of: call.principal, for: .manageKeys) }

    private func list(_ call: Call) async throws -> List {
        List(keys: try await keys.list(within: reach(call)).map { APIKeyView($0, at: call.now) })
    }

    private func page(_ call: Call, _ list: List, _ problem: Problem?) -> KeysPage {
        let reach = reach(call)
        let own = keys.duties.declared.filter { permission in
            call.principal.may(permission, in: nil)
                || ports.shops().contains { call.principal.may(permission, in: $0.id) }
        }
        return KeysPage(
            call: call, keys: list.keys, shops: ports.shops().filter { reach.covers($0.id) },
            coversAll: reach.isEverywhere, permissions: own.map(\.name).sorted(), problem: problem)
    }
}
