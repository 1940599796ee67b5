import HTML
import Kernel
import Resources
import Shop
import Web

/// The map in the form of a zone. Where scripts run, corners are dragged and the field with the GeoJSON follows; where none do, it shows
/// where the zone is.
struct ZoneEditor {
    let call: Call
    let form: ResourceSurroundings<ZoneRow>.Form
    let zones: [ZoneMap.Zone]
    let shop: GeoPoint?
    let streets: [GeoPoint]
    private var words: Words { call.words }

    var html: HTML {
        let drawn = try? GeoArea(geoJSON: form.typed["area"].typed)
        var shown = zones.filter { $0.id != form.subject?.id }
        var edited = form.subject ?? ZoneRow()
        edited.area = drawn ?? edited.area
        edited.name = form.typed["name"].typed
        if !edited.area.polygons.isEmpty { shown.append(ZoneMap.Zone(edited)) }
        let map = ZoneMap(zones: shown, shop: shop, streets: streets)
        let plane = map.plane
        return """
            <div class="zone-editor" data-field="field-area" data-latitude="\(plane.middle.latitudeE7)" data-longitude="\(plane.middle.longitudeE7)" data-east="\(plane.metresEast)" data-north="\(plane.metresNorth)" data-most="\(GeoArea.mostBytes)"\(sentences)>
            \(tools)<div class="zone-stage">\(map.svg(words, editing: edited.id))</div>
            <p class="zone-note field-hint" role="status" aria-live="polite"></p></div>
            """
    }

    /// What the script says.
    private var sentences: HTML {
        let keys = [
            "corner", "edge", "help", "crosses", "too-long", "not-json", "too-many", "moved", "removed", "added",
            "least",
        ]
        let attributes: [HTML] = keys.map { key in
            " data-say-\(key)=\"\(words("delivery.draw-\(key)"))\""
        }
        return "\(attributes)"
    }

    /// Buttons that do nothing without scripts, and so are hidden until one runs.
    private var tools: HTML {
        let buttons: [HTML] = [("undo", "↶"), ("redo", "↷"), ("nearer", "+"), ("farther", "−"), ("all", "⤢")].map {
            name, sign in
            """
            <button type="button" class="btn btn-outline zone-tool" data-tool="\(name)" aria-label="\(words("delivery.draw-\(name)"))" title="\(words("delivery.draw-\(name)"))">\(sign)</button>
            """
        }
        return """
            <div class="zone-tools" hidden><div class="zone-buttons">\(buttons)</div>
            <label class="zone-circle">\(words("delivery.draw-circle")) <input class="form-control" type="text" inputmode="decimal" value="3" maxlength="5" data-tool="radius"> km
            <button type="button" class="btn btn-outline" data-tool="circle">\(words("delivery.draw-circle-do"))</button></label>
            <label class="btn btn-outline zone-file">\(words("delivery.draw-file")) <input type="file" accept=".geojson,.json,application/geo+json,application/json" data-tool="file"></label></div>
            """
    }
}

/// What stands above the list of zones: where they are, and the ways to bring them in and out.
struct ZoneOverview {
    let call: Call
    let zones: [ZoneMap.Zone]
    let shop: GeoPoint?
    let streets: [GeoPoint]

    var html: HTML {
        let words = call.words
        let map = ZoneMap(zones: zones, shop: shop, streets: streets)
        return """
            <p class="office-actions"><a class="btn btn-outline" href="/delivery-zones/import">\(words("delivery.import"))</a>
            <a class="btn btn-outline" href="/zones.geojson" download>\(words("delivery.export"))</a>
            <a class="btn btn-quiet" href="/street-table">\(words("delivery.streets"))</a></p>
            \(map.html(words))
            """
    }
}
