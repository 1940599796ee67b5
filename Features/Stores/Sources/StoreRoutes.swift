import Database
import Kernel
import Shop
import Web

/// `/store`: who the shop is and whether it is open. `/store/pause`: a break of the kitchen.
struct StoreRoutes: Sendable {
    let database: Database
    let clock: Clock
    let current: Current<Store?>
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
                .json(StoreView(try store(), at: call.now))
            },
            .change(
                .put, "/store/pause", "Stops taking orders for some minutes.", access: .staff("orders.accept"),
                body: NewPause.self, answer: StoreView.self, refusals: [.notFound]
            ) { call, pause in
                let store = try await change { store, now in
                    [Pause(since: now, until: now + .minutes(Int64(pause.minutes)), reason: pause.reason ?? "")]
                }
                return .done(StoreView(store, at: call.now), call, to: "/kitchen")
            },
            .change(
                .delete, "/store/pause", "Takes orders again.", access: .staff("orders.accept"), body: NoInput.self,
                answer: StoreView.self, refusals: [.notFound]
            ) { call, _ in
                let store = try await change { _, _ in [] }
                return .done(StoreView(store, at: call.now), call, to: "/kitchen")
            },
        ]
    }

    private func store() throws -> Store {
        guard let store = current.value else { throw AppError.notFound("stores.none") }
        return store
    }

    /// Replaces the breaks; the version grows in the same transaction, so that other processes hear of it.
    private func change(_ pauses: @escaping @Sendable (Store, Instant) -> [Pause]) async throws -> Store {
        let store = try store()
        try await database.write { tx in
            let list = pauses(store, tx.now)
            try tx.execute("UPDATE stores SET version = version + 1 WHERE id = \(store.id)")
            try tx.execute("DELETE FROM store_pauses WHERE store_id = \(store.id)")
            for pause in list {
                let id: Identifier<Pause> = tx.entropy.identifier(at: tx.now)
                try tx.execute(
                    """
                    INSERT INTO store_pauses (id, store_id, since, until, reason)
                    VALUES (\(id), \(store.id), \(pause.since), \(pause.until), \(pause.reason))
                    """)
            }
            let version: Int64 = try tx.first("SELECT version FROM stores WHERE id = \(store.id)") ?? 0
            try tx.publish(StoreChanged(store: store.id, version: version))
        }
        try await reload()
        return try self.store()
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

    /// Whether one way of ordering is open.
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
                let open = hours.isOpen(at: now, mode)
                return ModeView(
                    mode: mode.rawValue, isOpen: open, closes: open ? hours.currentClosing(at: now, mode) : nil,
                    opens: open ? nil : hours.nextOpening(after: now, mode),
                    pausedFor: hours.pause(at: now, mode)?.reason)
            })
    }
}
