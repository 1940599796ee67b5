public import Database
import Kernel
public import Shop

/// Reads and writes a shop's table of streets as a whole.
enum StreetRows {
    /// A stretch with the id of its row.
    struct Kept: TableRow {
        static let columns: RowColumns = [
            "id", "name", "postcode", "city", "first_number", "last_number", "side", "latitude_e7", "longitude_e7",
        ]
        let id: Identifier<StreetRow>
        let entry: StreetEntry

        init(row: inout Row) throws {
            id = try row.next("id")
            let name: String = try row.next("name")
            let postcode: String = try row.next("postcode")
            let city: String = try row.next("city")
            let first: Int? = try row.next("first_number")
            let last: Int? = try row.next("last_number")
            let side: StreetEntry.Side = try row.next("side")
            let latitude: Int = try row.next("latitude_e7")
            guard let point = GeoPoint(latitudeE7: latitude, longitudeE7: try row.next("longitude_e7")) else {
                throw DatabaseError.decoding("street \(id)")
            }
            var numbers: ClosedRange<Int>?
            if let first, let last, first <= last { numbers = first...last }
            entry = StreetEntry(name, postcode: postcode, city: city, numbers: numbers, side: side, point: point)
        }
    }

    /// Every row of a shop, in the order of names.
    static func all(_ store: Identifier<Store>, _ tx: Transaction) throws -> [Kept] {
        try tx.all("SELECT \(Kept.columns) FROM streets WHERE store_id = \(store) ORDER BY name, id")
    }

    /// Every stretch of a shop.
    static func entries(_ store: Identifier<Store>, _ tx: Transaction) throws -> [StreetEntry] {
        try all(store, tx).map(\.entry)
    }

    static func insert(_ street: StreetEntry, id: Identifier<StreetRow>, of store: Identifier<Store>) -> SQL {
        """
        INSERT INTO streets (id, version, store_id, name, postcode, city, first_number, last_number, side, latitude_e7,
            longitude_e7)
        VALUES (\(id), 1, \(store), \(street.name), \(street.postcode), \(street.city), \(street.numbers?.lowerBound),
            \(street.numbers?.upperBound), \(street.side.rawValue), \(Int(street.point.latitudeE7)),
            \(Int(street.point.longitudeE7)))
        """
    }

    /// Makes a table the way `changes` says.
    static func apply(
        _ changes: StreetChanges<Identifier<StreetRow>>, of store: Identifier<Store>, _ tx: Transaction
    ) throws {
        var statements: [SQL] = changes.removed.map {
            "DELETE FROM streets WHERE id = \($0) AND store_id = \(store)"
        }
        statements += changes.moved.map { key, entry in
            """
            UPDATE streets SET version = version + 1, latitude_e7 = \(Int(entry.point.latitudeE7)),
                longitude_e7 = \(Int(entry.point.longitudeE7))
            WHERE id = \(key) AND store_id = \(store)
            """
        }
        statements += changes.added.map { insert($0, id: tx.entropy.identifier(at: tx.now), of: store) }
        try tx.batch(statements)
    }
}

extension StreetEntry.Side: SQLConvertible {}
