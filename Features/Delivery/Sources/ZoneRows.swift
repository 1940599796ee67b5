import Database
import Kernel
import Shop

/// Reads and writes zones and streets as whole tables: they are small, and always used as one value.
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

    private struct StreetRow: RowDecodable {
        let entry: StreetEntry

        init(row: inout Row) throws {
            let name: String = try row.next()
            let postcode: String = try row.next()
            let city: String = try row.next()
            let first: Int? = try row.next()
            let last: Int? = try row.next()
            let sideText: String = try row.next()
            guard let side = StreetEntry.Side(rawValue: sideText),
                let point = GeoPoint(latitudeE7: try row.next(), longitudeE7: try row.next())
            else { throw DatabaseError.decoding("street \(name)") }
            var numbers: ClosedRange<Int>?
            if let first, let last, first <= last { numbers = first...last }
            entry = StreetEntry(name, postcode: postcode, city: city, numbers: numbers, side: side, point: point)
        }
    }

    static func zones(_ tx: Transaction) throws -> Zones {
        let rows: [ZoneRow] = try tx.all(
            "SELECT id, name, area, fee, minimum, free_from, extra_minutes, priority, currency FROM zones ORDER BY id")
        return Zones(rows.map(\.zone))
    }

    static func streets(_ tx: Transaction) throws -> StreetIndex {
        let rows: [StreetRow] = try tx.all(
            """
            SELECT name, postcode, city, first_number, last_number, side, latitude_e7, longitude_e7 FROM streets ORDER BY id
            """)
        return StreetIndex(rows.map(\.entry))
    }

    static func insert(_ zone: DeliveryZone) -> SQL {
        """
        INSERT INTO zones (id, name, area, fee, minimum, free_from, extra_minutes, priority, currency)
        VALUES (\(zone.id), \(zone.name), \(zone.area.geoJSON), \(zone.fee.cents), \(zone.minimum.cents),
            \(zone.freeFrom?.cents), \(zone.extraMinutes), \(zone.priority), \(zone.fee.currency.code))
        """
    }

    static func insert(_ street: StreetEntry) -> SQL {
        """
        INSERT INTO streets (name, postcode, city, first_number, last_number, side, latitude_e7, longitude_e7)
        VALUES (\(street.name), \(street.postcode), \(street.city), \(street.numbers?.lowerBound), \(street.numbers?.upperBound),
            \(street.side.rawValue), \(Int(street.point.latitudeE7)), \(Int(street.point.longitudeE7)))
        """
    }
}
