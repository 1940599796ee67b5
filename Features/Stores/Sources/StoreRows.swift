import Contracts
import Database
import Kernel
import Resources
import Shop

/// Reads and writes a whole shop. A shop is small and changes seldom, so it is always read as one value.
enum StoreRows {
    private struct Head: RowDecodable {
        let id: Identifier<Store>
        let version: Int64
        let slug: String
        let host: String?
        let name, phone, email, address, legal: String
        let latitude, longitude: Int
        let zone, currency: String
        let cutOver: WallTime
        let slot, lead, lastOrder, horizon, preparation, window, travel, acceptance: Int

        init(row: inout Row) throws {
            id = try row.next()
            version = try row.next()
            slug = try row.next()
            host = try row.next()
            name = try row.next()
            phone = try row.next()
            email = try row.next()
            address = try row.next()
            legal = try row.next()
            latitude = try row.next()
            longitude = try row.next()
            zone = try row.next()
            currency = try row.next()
            cutOver = try row.next()
            slot = try row.next()
            lead = try row.next()
            lastOrder = try row.next()
            horizon = try row.next()
            preparation = try row.next()
            window = try row.next()
            travel = try row.next()
            acceptance = try row.next()
        }
    }

    private static let columns: SQL = """
        id, revision, slug, host, name, phone, email, address, legal, latitude_e7, longitude_e7, time_zone, currency, cut_over,
        slot_minutes, lead_minutes, last_order_minutes, horizon_days, preparation_minutes, window_minutes, travel_minutes,
        acceptance_minutes
        """

    /// Every shop of this database, in order.
    static func load(_ tx: Transaction) throws -> [Store] {
        let heads: [Head] = try tx.all("SELECT \(columns) FROM stores ORDER BY position, id")
        return try heads.map { try store($0, tx) }
    }

    /// One shop; nil when it is not there.
    static func load(_ id: Identifier<Store>, _ tx: Transaction) throws -> Store? {
        let head: Head? = try tx.first("SELECT \(columns) FROM stores WHERE id = \(id)")
        return try head.map { try store($0, tx) }
    }

    private static func store(_ head: Head, _ tx: Transaction) throws -> Store {
        guard let zone = ShopZone(head.zone), let currency = Currency(head.currency),
            let point = GeoPoint(latitudeE7: head.latitude, longitudeE7: head.longitude),
            let grid = SlotGrid(minutes: head.slot, lead: head.lead, lastOrder: head.lastOrder, horizon: head.horizon)
        else { throw DatabaseError.decoding("store \(head.id)") }
        let scope = Identifier<Scope>(head.id)
        let hours = try ResourceRows<OpeningStretch>().all(in: scope, tx)
        let special = try ResourceRows<SpecialDay>().all(in: scope, tx)
        let stations = try ResourceRows<Station>().all(in: scope, tx)
        // Each promise looks at every break, and no promise is made for the past: a kitchen that pauses thrice a day must not get slower.
        let recent: SQL = "until > \(tx.now - .days(2))"
        let breaks = try ResourceRows<Break>().all(in: scope, where: recent, tx).sorted { $0.since < $1.since }
        let opening = OpeningHours(
            zone: zone, weekly: hours.weekly, exceptions: special.map(\.exception), pauses: breaks.map(\.pause),
            cutOver: head.cutOver)
        let capacity = Capacity(Dictionary(stations.map { ($0.name, $0.units) }, uniquingKeysWith: { $1 }))
        return Store(
            id: head.id, version: head.version, slug: head.slug, host: head.host, name: head.name, phone: head.phone,
            email: head.email,
            address: head.address,
            legal: head.legal, point: point, currency: currency,
            rules: PromiseRules(
                hours: opening, grid: grid, capacity: capacity, preparation: head.preparation, window: head.window),
            travel: head.travel, acceptance: .minutes(Int64(head.acceptance)))
    }

    /// Makes everybody read a shop anew: it, its hours, its breaks or its stations changed.
    static func touch<Item>(_ change: ResourceChange<Item>, _ tx: Transaction) throws {
        guard let scope = change.scope else { return }
        let id = Identifier<Store>(scope)
        let revision: Int64? = try tx.first(
            "UPDATE stores SET revision = revision + 1 WHERE id = \(id) RETURNING revision")
        try tx.publish(StoreChanged(store: id, version: revision ?? 0), scope: scope)
    }

    /// Writes a new shop with its hours and stations, behind those that are there. Pauses come later, by hand.
    static func insert(_ store: Store, _ tx: Transaction) throws {
        let rules = store.rules
        try tx.execute(
            """
            INSERT INTO stores (id, version, revision, position, slug, host, name, phone, email, address, legal, latitude_e7, longitude_e7, time_zone, currency,
                cut_over, slot_minutes, lead_minutes, last_order_minutes, horizon_days, preparation_minutes, window_minutes,
                travel_minutes, acceptance_minutes, created_at)
            VALUES (\(store.id), 1, \(store.version), (SELECT COALESCE(MAX(position), 0) + 1 FROM stores), \(store.slug),
                \(store.host), \(store.name), \(store.phone), \(store.email), \(store.address),
                \(store.legal), \(Int(store.point.latitudeE7)), \(Int(store.point.longitudeE7)), \(store.zone.name),
                \(store.currency.code), \(rules.hours.cutOver), \(rules.grid.minutes), \(rules.grid.lead),
                \(rules.grid.lastOrder), \(rules.grid.horizon), \(rules.preparation), \(rules.window), \(store.travel),
                \(Int(store.acceptance.minutes)), \(tx.now))
            """)
        let scope = store.scope
        try ResourceRows<OpeningStretch>().plant([OpeningStretch](rules.hours.weekly), in: scope, tx)
        let special = rules.hours.exceptions.values.sorted { $0.date < $1.date }
        try ResourceRows<SpecialDay>().plant(special.map(SpecialDay.init), in: scope, tx)
        let stations = rules.capacity.perSlot.sorted { $0.key < $1.key }
        try ResourceRows<Station>().plant(stations.map { Station(name: $0.key, units: $0.value) }, in: scope, tx)
    }
}
