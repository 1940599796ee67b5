import Database
import Kernel
import Shop

/// Reads and writes a whole shop. A shop is small and changes seldom, so it is always read as one value.
enum StoreRows {
    private struct Head: RowDecodable {
        let id: Identifier<Store>
        let version: Int64
        let name, phone, email, address, legal: String
        let latitude, longitude: Int
        let zone, currency: String
        let cutOver: WallTime
        let slot, lead, lastOrder, horizon, preparation, window, travel, acceptance: Int

        init(row: inout Row) throws {
            id = try row.next()
            version = try row.next()
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

    private struct Hours: RowDecodable {
        let mode: String
        let key: Int
        let opens, closes: WallTime
        let label: String

        init(row: inout Row) throws {
            mode = try row.next()
            key = try row.next()
            opens = try row.next()
            closes = try row.next()
            label = try row.next()
        }
    }

    private struct Station: RowDecodable {
        let station: String
        let units: Int
        init(row: inout Row) throws {
            station = try row.next()
            units = try row.next()
        }
    }

    private struct PauseRow: RowDecodable {
        let pause: Pause
        init(row: inout Row) throws {
            pause = Pause(since: try row.next(), until: try row.next(), reason: try row.next())
        }
    }

    /// The shop of this database, or nil when there is none yet.
    static func load(_ tx: Transaction) throws -> Store? {
        let columns: SQL = """
            id, version, name, phone, email, address, legal, latitude_e7, longitude_e7, time_zone, currency, cut_over,
            slot_minutes, lead_minutes, last_order_minutes, horizon_days, preparation_minutes, window_minutes, travel_minutes,
            acceptance_minutes
            """
        guard let head: Head = try tx.first("SELECT \(columns) FROM stores ORDER BY created_at, id LIMIT 1") else {
            return nil
        }
        guard let zone = ShopZone(head.zone), let currency = Currency(head.currency),
            let point = GeoPoint(latitudeE7: head.latitude, longitudeE7: head.longitude),
            let grid = SlotGrid(minutes: head.slot, lead: head.lead, lastOrder: head.lastOrder, horizon: head.horizon)
        else { throw DatabaseError.decoding("store \(head.id)") }
        let hours: [Hours] = try tx.all(
            "SELECT mode, weekday, opens, closes, '' FROM store_hours WHERE store_id = \(head.id) ORDER BY mode, weekday, opens"
        )
        let exceptions: [Hours] = try tx.all(
            "SELECT mode, day, opens, closes, label FROM store_exceptions WHERE store_id = \(head.id) ORDER BY day, mode, opens"
        )
        let stations: [Station] = try tx.all(
            "SELECT station, units_per_slot FROM store_stations WHERE store_id = \(head.id) ORDER BY station")
        let pauses: [PauseRow] = try tx.all(
            "SELECT since, until, reason FROM store_pauses WHERE store_id = \(head.id) ORDER BY since, id")
        let opening = OpeningHours(
            zone: zone, weekly: weekly(hours), exceptions: dates(exceptions), pauses: pauses.map(\.pause),
            cutOver: head.cutOver)
        let capacity = Capacity(Dictionary(stations.map { ($0.station, $0.units) }, uniquingKeysWith: { $1 }))
        return Store(
            id: head.id, version: head.version, name: head.name, phone: head.phone, email: head.email,
            address: head.address,
            legal: head.legal, point: point, currency: currency,
            rules: PromiseRules(
                hours: opening, grid: grid, capacity: capacity, preparation: head.preparation, window: head.window),
            travel: head.travel, acceptance: .minutes(Int64(head.acceptance)))
    }

    private static func weekly(_ rows: [Hours]) -> [ServiceMode: WeeklyHours] {
        Dictionary(grouping: rows) { $0.mode }.reduce(into: [:]) { result, group in
            guard let mode = ServiceMode(rawValue: group.key) else { return }
            result[mode] = WeeklyHours(
                Dictionary(grouping: group.value) { $0.key }.mapValues {
                    $0.compactMap { ServiceSpan($0.opens, $0.closes) }
                })
        }
    }

    private static func dates(_ rows: [Hours]) -> [HoursException] {
        Dictionary(grouping: rows) { $0.key }.compactMap { number, rows in
            guard let date = CivilDate(number: number) else { return nil }
            let hours = Dictionary(grouping: rows) { $0.mode }.reduce(into: [ServiceMode: [ServiceSpan]]()) {
                result, group in
                guard let mode = ServiceMode(rawValue: group.key) else { return }
                result[mode] = group.value.compactMap { ServiceSpan($0.opens, $0.closes) }
            }
            return HoursException(date, label: rows[0].label, hours: hours)
        }
    }

    /// Writes a new shop with its hours and stations. Pauses come later, by hand.
    static func insert(_ store: Store, _ tx: Transaction) throws {
        let rules = store.rules
        try tx.execute(
            """
            INSERT INTO stores (id, version, name, phone, email, address, legal, latitude_e7, longitude_e7, time_zone, currency,
                cut_over, slot_minutes, lead_minutes, last_order_minutes, horizon_days, preparation_minutes, window_minutes,
                travel_minutes, acceptance_minutes, created_at)
            VALUES (\(store.id), \(store.version), \(store.name), \(store.phone), \(store.email), \(store.address),
                \(store.legal), \(Int(store.point.latitudeE7)), \(Int(store.point.longitudeE7)), \(store.zone.name),
                \(store.currency.code), \(rules.hours.cutOver), \(rules.grid.minutes), \(rules.grid.lead),
                \(rules.grid.lastOrder), \(rules.grid.horizon), \(rules.preparation), \(rules.window), \(store.travel),
                \(Int(store.acceptance.minutes)), \(tx.now))
            """)
        var rows: [SQL] = []
        for (mode, week) in rules.hours.weekly.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for weekday in 1...7 {
                rows += week[weekday].map {
                    """
                    INSERT INTO store_hours (store_id, mode, weekday, opens, closes)
                    VALUES (\(store.id), \(mode.rawValue), \(weekday), \($0.opens), \($0.closes))
                    """
                }
            }
        }
        for exception in rules.hours.exceptions.values.sorted(by: { $0.date < $1.date }) {
            rows += self.rows(exception, store.id)
        }
        for (station, units) in rules.capacity.perSlot.sorted(by: { $0.key < $1.key }) {
            rows.append(
                "INSERT INTO store_stations (store_id, station, units_per_slot) VALUES (\(store.id), \(station), \(units))"
            )
        }
        try tx.batch(rows)
    }

    private static func rows(_ exception: HoursException, _ store: Identifier<Store>) -> [SQL] {
        let spans = exception.hours.flatMap { mode, spans in spans.map { (mode.rawValue, $0.opens, $0.closes) } }
        let all = spans.isEmpty ? [("", WallTime.midnight, WallTime.midnight)] : spans
        return all.map { mode, opens, closes in
            """
            INSERT INTO store_exceptions (store_id, day, label, mode, opens, closes)
            VALUES (\(store), \(exception.date), \(exception.label), \(mode), \(opens), \(closes))
            """
        }
    }
}
