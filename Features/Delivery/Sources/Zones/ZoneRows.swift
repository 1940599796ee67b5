import Database
import Kernel
import Shop

/// Reads and writes where a shop delivers as a whole: zones and streets are always used as one value.
enum ZoneRows {
    private struct ZoneRow: RowDecodable {
        let zone: DeliveryZone

        init(row: inout Row) throws {
            let id: Identifier<DeliveryZone> = try row.next()
            let name: String = try row.next()
            let text: String = try row.next()
            let fee: Int64 = try row.next()
            let minimum: Int64 = try row.next()
            let freeFrom: Int64? = try row.next()
            let extra: Int = try row.next()
            let priority: Int = try row.next()
            guard let currency = Currency(try row.next()), let area = try? GeoArea(geoJSON: text) else {
                throw DatabaseError.decoding("zone \(id)")
            }
            zone = DeliveryZone(
                id: id, name: name, area: area, fee: Money(cents: fee, currency),
                minimum: Money(cents: minimum, currency),
                freeFrom: freeFrom.map { Money(cents: $0, currency) }, extraMinutes: extra, priority: priority)
        }
    }

    /// Where every shop delivers that has said so.
    static func load(_ tx: Transaction) throws -> [Identifier<Scope>: Reach] {
        let stores: [Identifier<Store>] = try tx.all("SELECT store_id FROM zone_versions ORDER BY store_id")
        return try Dictionary(uniqueKeysWithValues: stores.map { (Identifier($0), try load($0, tx)) })
    }

    /// Where one shop delivers.
    static func load(_ store: Identifier<Store>, _ tx: Transaction) throws -> Reach {
        let version: Int64? = try tx.first("SELECT version FROM zone_versions WHERE store_id = \(store)")
        return Reach(
            version: version ?? 0, zones: try zones(store, tx), streets: StreetIndex(try StreetRows.entries(store, tx)))
    }

    static func zones(_ store: Identifier<Store>, _ tx: Transaction) throws -> Zones {
        let rows: [ZoneRow] = try tx.all(
            """
            SELECT id, name, area, fee, minimum, free_from, extra_minutes, priority, currency FROM zones
            WHERE store_id = \(store) ORDER BY id
            """)
        return Zones(rows.map(\.zone))
    }

    static func insert(_ zone: DeliveryZone, of store: Identifier<Store>) -> SQL {
        """
        INSERT INTO zones (id, version, store_id, name, area, fee, minimum, free_from, extra_minutes, priority, currency)
        VALUES (\(zone.id), 1, \(store), \(zone.name), \(zone.area.geoJSON), \(zone.fee.cents), \(zone.minimum.cents),
            \(zone.freeFrom?.cents), \(zone.extraMinutes), \(zone.priority), \(zone.fee.currency.code))
        """
    }

}
