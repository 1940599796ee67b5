import Database
import Kernel
import Resources
import Shop
import Web

/// A stretch of a street as the owner edits it.
struct StreetRow: ResourceRow {
    var id = Identifier<StreetRow>.none
    var version: Int64 = 0
    var name = ""
    var postcode = ""
    var city = ""
    var firstNumber: Int?
    var lastNumber: Int?
    var side = StreetEntry.Side.both
    var latitude = 0
    var longitude = 0

    static let resource: Resource<StreetRow> = described { _ in nil }

    /// The resource of streets; `store` says where the shop is, so that a street on the other side of the earth is refused.
    static func described(_ store: @escaping @Sendable (Identifier<Scope>?) -> Store?) -> Resource<StreetRow> {
        Resource(
            "streets", of: "delivery", path: "/street-table", table: "streets", scope: .shop(column: "store_id"),
            permission: .manageDelivery, order: .by("name"),
            columns: [
                Column("name", \.name, .text(limit: 120), check: plain).sorted.searched.unique("streets_once"),
                Column("postcode", \.postcode, .optionalText(limit: 16), check: plain).listed.searched.narrow,
                Column("city", \.city, .text(limit: 80), check: plain).sorted.searched.narrow,
                Column("first_number", \.firstNumber, .optional(.integer(1...99_999), or: 1)).listed.narrow,
                Column("last_number", \.lastNumber, .optional(.integer(1...99_999), or: 1)).listed.narrow,
                Column("side", \.side, .choice).listed.narrow,
                Column("latitude_e7", \.latitude, .decimal(digits: 7, -900_000_000...900_000_000)).asked.narrow,
                Column("longitude_e7", \.longitude, .decimal(digits: 7, -1_800_000_000...1_800_000_000)).asked.narrow,
            ],
            check: check, didChange: { try didChange($0, store($0.scope), $1) })
    }

    /// What a spreadsheet would take for a formula is no name of a street.
    private static let plain: @Sendable (String) -> StaticString? = {
        StreetFile.isFormula($0) ? "forbidden-character" : nil
    }

    private static func check(_ street: StreetRow) -> [AppError.Field] {
        switch (street.firstNumber, street.lastNumber) {
        case (nil, nil): []
        case (nil, _): [.init("first_number", "missing")]
        case (_, nil): [.init("last_number", "missing")]
        case (let first?, let last?): first > last ? [.init("last_number", "reversed")] : []
        }
    }

    private static func didChange(_ change: ResourceChange<StreetRow>, _ store: Store?, _ tx: Transaction) throws {
        guard let scope = change.scope else { throw AppError.notFound() }
        if let street = change.new, let store,
            let point = GeoPoint(latitudeE7: street.latitude, longitudeE7: street.longitude)
        {
            let distance = point.distance(to: store.point)
            if distance > GeoArea.farthestMetres {
                let kilometres = String(Int((distance / 1000).rounded()))
                throw AppError.invalid([.init("latitude_e7", "too-far", ["kilometres": kilometres])])
            }
        }
        try Delivery.changed(Identifier(scope), tx)
    }
}
