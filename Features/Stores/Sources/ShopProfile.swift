import Kernel
import Resources
import Shop

/// The shop itself as its owner edits it: who and where it is, and what it promises by. Its currency it has from when it was opened: the
/// prices of the menu, the fees of zones and every order are in it.
struct ShopProfile: ResourceRow {
    var id = Identifier<ShopProfile>.none
    var version: Int64 = 0
    var name = ""
    var phone = ""
    var email = ""
    var address = ""
    var legal = ""
    var latitude = 0
    var longitude = 0
    var zone = "Europe/Rome"
    var cutOver = OpeningHours.usualCutOver
    var slot = 15
    var lead = 0
    var lastOrder = 30
    var horizon = 7
    var preparation = 15
    var window = 15
    var travel = 15
    var acceptance = 10

    static let resource = Resource<ShopProfile>(
        "profile", of: "stores", path: "/shop", table: "stores", scope: .shopItself, permission: .manageStores,
        columns: [
            Column("name", \.name, .text(limit: 80)).grouped("who"),
            Column("phone", \.phone, .phone).grouped("who").narrow,
            Column("email", \.email, .email).grouped("who").narrow,
            Column("legal", \.legal, .optionalText(limit: 200)).grouped("who"),
            Column("address", \.address, .text(limit: 160)).grouped("where"),
            Column("latitude_e7", \.latitude, .decimal(digits: 7, -900_000_000...900_000_000)).grouped("where"),
            Column("longitude_e7", \.longitude, .decimal(digits: 7, -1_800_000_000...1_800_000_000)).grouped("where"),
            Column("time_zone", \.zone, .name(among: ShopZone.known))
                .grouped("where").narrow,
            Column("slot_minutes", \.slot, .integer(5...60, unit: "stores.minutes")).grouped("promise"),
            Column("lead_minutes", \.lead, .integer(-60...1440, unit: "stores.minutes")).grouped("promise"),
            Column("last_order_minutes", \.lastOrder, .integer(0...720, unit: "stores.minutes")).grouped("promise"),
            Column("horizon_days", \.horizon, .integer(0...60, unit: "stores.days")).grouped("promise"),
            Column("preparation_minutes", \.preparation, .integer(0...600, unit: "stores.minutes")).grouped("promise"),
            Column("window_minutes", \.window, .integer(5...240, unit: "stores.minutes")).grouped("promise"),
            Column("travel_minutes", \.travel, .integer(0...720, unit: "stores.minutes")).grouped("promise"),
            Column("acceptance_minutes", \.acceptance, .integer(1...120, unit: "stores.minutes")).grouped("promise"),
            Column("cut_over", \.cutOver, .time).grouped("promise").narrow,
        ],
        check: { shop in
            SlotGrid(minutes: shop.slot, lead: shop.lead, lastOrder: shop.lastOrder, horizon: shop.horizon) == nil
                ? [.init("slot_minutes", "not-a-grid")] : []
        },
        didChange: { try StoreRows.touch($0, $1) })
}
