import Kernel
import Resources
import Shop

/// A place of the kitchen, and how much work it can do in one slot.
struct Station: ResourceRow {
    var id = Identifier<Station>.none
    var version: Int64 = 0
    var name = ""
    var units = 6

    static let resource = Resource<Station>(
        "stations", of: "stores", table: "store_stations", scope: .shop(column: "store_id"), permission: .manageStores,
        order: .by("station"),
        columns: [
            Column(
                "station", \.name, .text(limit: 32, pattern: "^[a-z0-9-]{1,32}$"),
                check: { isSlug($0) ? nil : "not-a-slug" }
            )
            .sorted.unique("store_id, station").fixed.narrow,
            Column("units_per_slot", \.units, .integer(0...10_000, unit: "stores.units")).listed,
        ],
        didChange: { try StoreRows.touch($0, $1) })

    /// Products name it like this: lower-case letters, digits and hyphens.
    private static func isSlug(_ text: String) -> Bool {
        text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
