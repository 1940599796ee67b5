import HTML
import Kernel
import Shop
import Web

/// `/zones`: where the shop delivers. `/streets`: what an address may have meant.
struct ZoneRoutes: Sendable {
    let reaches: CurrentByScope<Reach>

    struct Search: Input {
        let text: String
        init(_ fields: inout FieldReader) { text = fields.text("text", limit: 120) }
    }

    var routes: [Route] {
        [
            .get("/zones", "Where the shop delivers, and on which terms.", surface: .api, answer: ZoneList.self) {
                call in
                .json(ZoneList(zones: reaches[call.scope].zones.all.map(ZoneView.init)))
            },
            .get(
                "/streets", "Streets that a text may mean.", query: Search.self, answer: StreetList.self,
                policy: .costly
            ) {
                call, search in
                let found = StreetList(
                    streets: reaches[call.scope].streets.suggestions(for: search.text).map {
                        StreetView(street: $0.street ?? "", postcode: $0.postcode, city: $0.city)
                    })
                return .value(found, call, page: { Page(search.text, found.options) }, fragment: { found.options })
            },
        ]
    }
}

/// All zones.
struct ZoneList: JSONWritable {
    let zones: [ZoneView]
    static let example = ZoneList(zones: [.example])
    func write(to json: inout JSONWriter) { json.member("zones", zones) }
}

/// One zone and its terms.
struct ZoneView: JSONWritable {
    let id: Identifier<DeliveryZone>
    let name: String
    let fee: Money
    let minimum: Money
    let freeFrom: Money?
    let area: String

    static let example = ZoneView(
        id: Identifier(high: 0x7000, low: 1 << 63), name: "Centro", fee: Money(cents: 150), minimum: Money(cents: 1000),
        freeFrom: Money(cents: 3000), area: #"{"type":"Polygon","coordinates":[]}"#)

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("name", name)
        json.member("fee", fee)
        json.member("minimum", minimum)
        json.member("free_from", freeFrom)
        json.member("area_geojson", area)
    }
}

extension ZoneView {
    init(_ zone: DeliveryZone) {
        self.init(
            id: zone.id, name: zone.name, fee: zone.fee, minimum: zone.minimum, freeFrom: zone.freeFrom,
            area: zone.area.geoJSON)
    }
}

/// Streets that may be meant.
struct StreetList: JSONWritable {
    let streets: [StreetView]
    static let example = StreetList(streets: [.example])
    func write(to json: inout JSONWriter) { json.member("streets", streets) }

    /// The options of a `<datalist>`.
    var options: HTML {
        "\(streets.map { "<option value=\"\($0.street)\">\($0.postcode) \($0.city)</option>" as HTML })"
    }
}

/// One street.
struct StreetView: JSONWritable {
    let street: String
    let postcode: String
    let city: String
    static let example = StreetView(street: "Via dei Mulini", postcode: "40999", city: "Borgo San Lino")
    func write(to json: inout JSONWriter) {
        json.member("street", street)
        json.member("postcode", postcode)
        json.member("city", city)
    }
}
