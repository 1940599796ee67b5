import Database
import Kernel
import Resources
import Shop
import Web

/// A zone as the owner edits it.
struct ZoneRow: ResourceRow {
    var id = Identifier<ZoneRow>.none
    var version: Int64 = 0
    var name = ""
    var fee = Money(cents: 0)
    var minimum = Money(cents: 0)
    var freeFrom: Money?
    var extraMinutes = 0
    /// Behind every zone that somebody has put before others.
    var priority = 100
    var area = GeoArea([])

    /// The most that a zone's fee or minimum may be, in cents.
    static let amounts: ClosedRange<Int64> = 0...1_000_000
    static let minutes = 0...600
    static let priorities = 0...999

    static let resource: Resource<ZoneRow> = described { _ in nil }

    /// The resource of zones; `store` says where the shop is, so that a zone on the other side of the earth is refused.
    static func described(_ store: @escaping @Sendable (Identifier<Scope>?) -> Store?) -> Resource<ZoneRow> {
        Resource(
            "zones", of: "delivery", path: "/delivery-zones", table: "zones", scope: .shop(column: "store_id"),
            permission: .manageDelivery, order: .oldestFirst,
            columns: [
                Column("name", \.name, .text(limit: 60)).listed.unique("store_id, name"),
                Column("fee", \.fee, .money(amounts)).listed.asked.narrow,
                Column("minimum", \.minimum, .money(amounts)).listed.asked.narrow,
                Column("free_from", \.freeFrom, .optional(.money(amounts), or: Money(cents: 0))).listed.narrow,
                Column("extra_minutes", \.extraMinutes, .integer(minutes, unit: "delivery.minutes")).listed.narrow,
                Column("priority", \.priority, .integer(priorities)).listed.narrow,
                Column("area", \.area, .area).listed,
            ],
            // A form escapes nearly every other sign of GeoJSON into three.
            policy: Policy(largestBody: 4 << 20),
            didChange: { try didChange($0, store($0.scope), $1) })
    }

    private static func didChange(_ change: ResourceChange<ZoneRow>, _ store: Store?, _ tx: Transaction) throws {
        guard let scope = change.scope else { throw AppError.notFound() }
        if let zone = change.new, let store {
            if let fault = zone.area.distanceFault(from: store.point) {
                throw AppError.invalid([AreaRefusal(fault).field("area")])
            }
            try tx.execute("UPDATE zones SET currency = \(store.currency.code) WHERE id = \(zone.id)")
        }
        try Delivery.changed(Identifier(scope), tx)
    }
}
