import Contracts
import Database
import Kernel
import Resources
import Shop
import Web

/// `/store`: who the shop is and whether it is open. `/store/pause`: a break of the kitchen.
struct StoreRoutes: Sendable {
    let database: Database
    let shops: Current<Shops>
    let reload: @Sendable () async throws -> Void

    struct NewPause: Input {
        let minutes: Int
        let reason: String?

        init(_ fields: inout FieldReader) {
            minutes = fields.int("minutes", 5...1440)
            reason = fields.optionalText("reason", limit: 120)
        }
    }

    var routes: [Route] {
        [
            .get(
                "/store", "Who the shop is, and whether it is open.", surface: .api, answer: StoreView.self,
                refusals: [.notFound]
            ) { call in
                .json(StoreView(try store(call), at: call.now))
            },
            .change(
                .put, "/store/pause", "Stops taking orders for some minutes.", access: .holders(of: .pauseStore),
                body: NewPause.self, answer: StoreView.self, refusals: [.notFound]
            ) { call, pause in
                let principal = call.principal
                let store = try await change(call) { scope, tx in
                    let new = Break(
                        since: tx.now, until: tx.now + .minutes(Int64(pause.minutes)), reason: pause.reason ?? "")
                    try breaks.insert(new, in: scope, by: principal, tx)
                }
                return .done(StoreView(store, at: call.now), call, to: Landmark.board.path)
            },
            .change(
                .delete, "/store/pause", "Takes orders again.", access: .holders(of: .pauseStore), body: NoInput.self,
                answer: StoreView.self, refusals: [.notFound]
            ) { call, _ in
                let principal = call.principal
                let store = try await change(call) { scope, tx in try endBreaks(of: scope, by: principal, tx) }
                return .done(StoreView(store, at: call.now), call, to: Landmark.board.path)
            },
        ]
    }

    private func store(_ call: Call) throws -> Store {
        guard let store = shops.value[call.scope] else { throw AppError.notFound("stores.none") }
        return store
    }

    private var breaks: ResourceRows<Break> { ResourceRows<Break>() }

    /// Changes the breaks of a shop.
    private func change(
        _ call: Call, _ body: @escaping @Sendable (Identifier<Scope>, Transaction) throws -> Void
    ) async throws -> Store {
        let scope = try store(call).scope
        try await database.write { try body(scope, $0) }
        try await reload()
        return try store(call)
    }

    /// Ends the breaks of a shop that are under way and stop everything. Those that are to come stay, and those of one mode, which somebody
    /// put in for a reason of its own. Another tablet may do the same at this moment.
    private func endBreaks(of scope: Identifier<Scope>, by principal: Principal, _ tx: Transaction) throws {
        for found in try breaks.all(in: scope, where: "since <= \(tx.now) AND until > \(tx.now)", tx) {
            guard var pause = try breaks.held(found.id, in: scope, tx), pause.stopsEverything, pause.until > tx.now
            else {
                continue
            }
            if pause.since == tx.now {
                _ = try breaks.delete(pause.id, seen: .any, in: scope, by: principal, tx)
                continue
            }
            pause.until = tx.now
            try breaks.update(pause, seen: .any, in: scope, by: principal, tx)
        }
    }
}

/// What the shop says of itself.
struct StoreView: JSONWritable {
    let name: String
    let phone: String
    let address: String
    let timeZone: String
    let currency: String
    let modes: [ModeView]

    /// Whether orders for now are taken in one way of ordering; if not, when the kitchen opens again.
    struct ModeView: JSONWritable {
        let mode: String
        let isOpen: Bool
        let closes: Instant?
        let opens: Instant?
        let pausedFor: String?
        static let example = ModeView(
            mode: "delivery", isOpen: false, closes: Instant(seconds: 0), opens: Instant(seconds: 0), pausedFor: "oven")

        func write(to json: inout JSONWriter) {
            json.member("mode", mode)
            json.member("is_open", isOpen)
            json.member("closes_at", closes)
            json.member("opens_at", opens)
            json.member("paused_for", pausedFor)
        }
    }

    static let example = StoreView(
        name: "PizzaMama", phone: "+39 051 555 0100", address: "Piazza del Mercato 3, Borgo San Lino",
        timeZone: "Europe/Rome",
        currency: "EUR", modes: [.example])

    func write(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("phone", phone)
        json.member("address", address)
        json.member("time_zone", timeZone)
        json.member("currency", currency)
        json.member("modes", modes)
    }
}

extension StoreView {
    init(_ store: Store, at now: Instant) {
        let hours = store.hours
        self.init(
            name: store.name, phone: store.phone, address: store.address, timeZone: store.zone.name,
            currency: store.currency.code,
            modes: ServiceMode.allCases.map { mode in
                let open = store.rules.takesOrders(at: now, mode)
                return ModeView(
                    mode: mode.rawValue, isOpen: open, closes: open ? hours.currentClosing(at: now, mode) : nil,
                    opens: open ? nil : hours.nextOpening(after: now, mode),
                    pausedFor: hours.pause(at: now, mode)?.reason)
            })
    }
}
