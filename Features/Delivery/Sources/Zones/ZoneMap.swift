import HTML
import Kernel
import Shop
import Web

/// Zones, the shop and the streets on a plane, drawn without any map of somebody else: metres east and south of the shop.
struct ZoneMap {
    /// What is drawn of a zone.
    struct Zone {
        let id: Identifier<ZoneRow>
        let name: String
        let area: GeoArea
        let priority: Int

        init(_ row: ZoneRow) {
            id = row.id
            name = row.name
            area = row.area
            priority = row.priority
        }

        init(_ zone: DeliveryZone) {
            id = Identifier(zone.id)
            name = zone.name
            area = zone.area
            priority = zone.priority
        }
    }

    /// The most streets that are drawn; of more, every so-manyth is.
    static let mostDots = 3_000

    private let zones: [Zone]
    private let shop: GeoPoint?
    private let streets: [GeoPoint]
    /// The plane on which everything is drawn.
    let plane: LocalPlane
    /// What is seen, in metres.
    let view: (west: Int, north: Int, width: Int, height: Int)

    /// Draws zones, those that matter least first, so that the others lie on top.
    init(zones: [Zone], shop: GeoPoint?, streets: [GeoPoint]) {
        self.zones = zones.sorted { ($0.priority, $0.id) > ($1.priority, $1.id) }
        self.shop = shop
        let step = max(1, (streets.count + Self.mostDots - 1) / Self.mostDots)
        self.streets = stride(from: 0, to: streets.count, by: step).map { streets[$0] }
        let corners = zones.flatMap(\.area.corners)
        let seen = corners.isEmpty ? streets : corners
        let middle = shop ?? (seen.isEmpty ? nil : GeoBounds(seen).middle) ?? GeoBounds([]).middle
        plane = LocalPlane(around: middle)
        view = Self.view(of: seen, plane)
    }

    /// The box around all that is seen and the middle, with a margin; at least two kilometres.
    private static func view(of points: [GeoPoint], _ plane: LocalPlane) -> (Int, Int, Int, Int) {
        let near = points.filter { abs(plane.east($0)) < 200_000 && abs(plane.north($0)) < 200_000 }
        let east = near.map(plane.east) + [-1000, 1000]
        let south = near.map { -plane.north($0) } + [-1000, 1000]
        let (west, right) = (east.min() ?? 0, east.max() ?? 0)
        let (north, bottom) = (south.min() ?? 0, south.max() ?? 0)
        let margin = max(right - west, bottom - north) * 0.06
        return (
            Int(west - margin), Int(north - margin), Int(right - west + 2 * margin), Int(bottom - north + 2 * margin)
        )
    }

    private var box: String { "\(view.west) \(view.north) \(view.width) \(view.height)" }
    /// The height of letters in metres, so that they can be read on a phone; a script makes them as high as the text around.
    private var letter: Int { max(view.width, view.height) / 30 }

    /// The drawing alone.
    func html(_ words: Words) -> HTML {
        "<figure class=\"zone-figure\">\(svg(words, editing: nil))</figure>"
    }

    /// The drawing, in which the zone that is edited stands for a script to move.
    func svg(_ words: Words, editing id: Identifier<ZoneRow>?) -> HTML {
        let others: [HTML] = zones.filter { $0.id != id }.enumerated().map { index, zone in shape(zone, index) }
        let edited: [HTML] = zones.filter { $0.id == id }.map { zone in
            "<path class=\"map-zone is-edited\" fill-rule=\"evenodd\" d=\"\(path(zone.area))\"><title>\(zone.name)</title></path>"
        }
        let names: [HTML] = zones.filter { $0.id != id }.map(label)
        let label = words("delivery.map")
        return """
            <svg class="zone-map" viewBox="\(box)" preserveAspectRatio="xMidYMid meet" role="img" aria-label="\(label)" data-letter="\(letter)" font-size="\(letter)">
            \(others)<path class="map-streets" d="\(dots)"/>\(place(words))<g class="map-names">\(names)</g>\(edited)</svg>
            """
    }

    private func shape(_ zone: Zone, _ index: Int) -> HTML {
        """
        <path class="map-zone is-tone-\(index % 6)" fill-rule="evenodd" d="\(path(zone.area))"><title>\(zone.name)</title></path>
        """
    }

    /// The name at the northernmost corner, where zones inside one another do not cover it.
    private func label(_ zone: Zone) -> HTML {
        guard let top = zone.area.corners.max(by: { $0.latitudeE7 < $1.latitudeE7 }) else { return .empty }
        let (x, y) = (Int(plane.east(top)), Int(-plane.north(top)) + letter * 3 / 2)
        return "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\">\(zone.name)</text>"
    }

    private func place(_ words: Words) -> HTML {
        guard let shop else { return .empty }
        let (x, y) = (Int(plane.east(shop)), Int(-plane.north(shop)))
        return
            "<circle class=\"map-shop\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(letter / 2)\"><title>\(words("delivery.map-shop"))</title></circle>"
    }

    private var dots: String { streets.map { "M\(position($0))h0" }.joined() }

    private func path(_ area: GeoArea) -> String {
        area.polygons.flatMap { [$0.outer] + $0.holes }.map { ring in
            "M" + ring.points.map(position).joined(separator: "L") + "Z"
        }.joined()
    }

    private func position(_ point: GeoPoint) -> String {
        "\(Int(plane.east(point).rounded())) \(Int(-plane.north(point).rounded()))"
    }
}
