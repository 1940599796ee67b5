import Database
import Delivery
import Foundation
import HTTPTypes
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Composition

@Suite("Zones and streets are edited in the back office")
struct ZoneEditingTests {
    static let near = #"{"type":"Polygon","coordinates":[[[11.3,44.5],[11.32,44.5],[11.32,44.52],[11.3,44.5]]]}"#

    static func zone(_ area: String = near, name: String = "Nuova", _ more: [(String, String)] = []) -> [(
        String, String
    )] {
        [
            ("name", name), ("fee", "2,50"), ("minimum", "15"), ("free_from", ""), ("extra_minutes", "5"),
            ("priority", "0"), ("area", area),
        ] + more
    }

    /// Sends files and fields as a browser does.
    static func upload(
        _ visitor: Visitor, _ path: String, _ fields: [(String, String)] = [],
        file: (name: String, bytes: [UInt8])? = nil
    ) async throws -> Answer {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += "--zz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        let head = "--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file?.name ?? "")\"\r\n"
        body +=
            Array("\(head)Content-Type: text/plain\r\n\r\n".utf8) + (file?.bytes ?? []) + Array("\r\n--zz--\r\n".utf8)
        return try await visitor.send(
            "POST", path,
            [
                "Accept": "text/html", "Accept-Language": "it", "Content-Type": "multipart/form-data; boundary=zz",
                "Sec-Fetch-Site": "same-origin",
            ], body)
    }

    @Test("A zone that is saved is delivered to at once, at its fee", arguments: TestEngine.all)
    func saves(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let mama = try await shop.staff("mama")
            let list = try await mama.page("/delivery-zones")
            #expect(list.body.contains("<svg class=\"zone-map\""))
            #expect(list.body.contains(">Centro</text>"))
            let new = try await mama.page("/delivery-zones/new")
            #expect(new.body.contains("data-field=\"field-area\""))
            #expect(new.body.contains("/js/zones.") || new.body.contains("js/zones"))
            let saved = try await mama.form("/delivery-zones", Self.zone())
            #expect(saved.status == 303)
            #expect(saved.location.hasPrefix("/delivery-zones?saved="))
            let zones = shop.pizzeria.delivery
            let reached = try zones.reach(
                Address(street: "Piazza del Mercato", number: "1", postcode: "", city: DemoTown.name),
                of: shop.store?.scope)
            #expect(reached.zone.name == "Nuova")
            #expect(reached.zone.fee == Money(cents: 250))
            let open = try await shop.visitor().api(.get, "/zones")
            #expect(open.count("zones") == 4)
            let id = String(saved.location.drop { $0 != "=" }.dropFirst())
            let gone = try await mama.form("/delivery-zones/\(id)/removal", [("version", "1")])
            #expect(gone.status == 303)
            #expect(try await shop.visitor().api(.get, "/zones").count("zones") == 3)
        }
    }

    @Test("Two owners who edit one zone at once both see what the other wants", arguments: TestEngine.all)
    func stale(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (mama, gina) = (try await shop.staff("mama"), try await shop.staff("gina"))
            let saved = try await mama.form("/delivery-zones", Self.zone())
            let path = "/delivery-zones/" + saved.location.drop { $0 != "=" }.dropFirst()
            let second = try await gina.form(
                path, Self.zone(name: "Nuova", [("version", "1")]).filter { $0.0 != "fee" } + [("fee", "3")])
            #expect(second.status == 303)
            let square =
                #"{"type":"Polygon","coordinates":[[[11.3,44.5],[11.31,44.5],[11.31,44.51],[11.3,44.51],[11.3,44.5]]]}"#
            let late = try await mama.form(path, Self.zone(square, [("version", "1")]))
            #expect(late.status == 412)
            // The fee that she did not touch is the one that was saved meanwhile; what is to be decided is the area.
            #expect(!late.body.contains(">3,00\u{A0}€</td>"))
            #expect(late.control("fee") == "3,00")
            #expect(late.body.contains("4 angoli"))
            #expect(late.body.contains("name=\"version\" value=\"2\""))
            #expect(late.body.contains("11.31,44.51"))
            #expect(try await mama.form(path, Self.zone(square, [("version", "2")])).status == 303)
            let history = try await mama.page(path + "/history")
            #expect(history.body.contains("<del>3 angoli"))
        }
    }

    @Test(
        "What is no zone comes back with what is wrong, and changes nothing",
        arguments: [
            ("", "Da compilare"), ("{}", "Non è un GeoJSON."),
            (#"{"type":"Point","coordinates":[11,44]}"#, "Point non è un&#39;area"),
            (
                #"{"type":"Polygon","coordinates":[[[11.3,44.5],[11.32,44.52],[11.32,44.5],[11.3,44.52],[11.3,44.5]]]}"#,
                "incrocia o tocca se stessa"
            ),
            (
                #"{"type":"Polygon","coordinates":[[[44.5,11.3],[44.5,11.32],[44.52,11.32],[44.5,11.3]]]}"#,
                "sembrano scambiate"
            ),
            (
                #"{"type":"Polygon","coordinates":[[[9.19,45.46],[9.2,45.46],[9.2,45.47],[9.19,45.46]]]}"#,
                "Arriva a 197 km dal locale"
            ),
            (
                #"{"type":"Polygon","coordinates":[[[11.3,44.5],[11.32,44.5],[11.34,44.5],[11.3,44.5]]]}"#,
                "Non racchiude niente."
            ),
            (#"{"type":"Polygon","coordinates":[[[11.3,44.5],[11.32,44.5],[11.32,44.52]]]}"#, "Una linea non è chiusa"),
        ])
    func wrong(area: String, sentence: String) async throws {
        for engine in TestEngine.all {
            try await withShop(engine) { shop in
                let mama = try await shop.staff("mama")
                let answer = try await mama.form("/delivery-zones", Self.zone(area))
                #expect(answer.status == 422)
                if !area.isEmpty { #expect(answer.body.contains(sentence), "\(area)") }
                #expect(answer.body.contains("id=\"field-area-problem\""))
                #expect(try await shop.number("SELECT COUNT(*) FROM zones") == 3)
                #expect(try await shop.number("SELECT COUNT(*) FROM resource_history") == 0)
            }
        }
    }

    @Test("Ten megabytes are refused with a sentence", arguments: ["/delivery-zones/import", "/street-table/import"])
    func tooLong(path: String) async throws {
        try await withShop(.sqlite) { shop in
            let mama = try await shop.staff("mama")
            let ten = [UInt8](repeating: 0x20, count: 11 << 20)
            let refused = try await Self.upload(mama, path, file: ("zone.geojson", ten))
            #expect(refused.status == 413)
            #expect(refused.body.contains("<main"))
            let form = try await mama.form("/delivery-zones", Self.zone(String(repeating: " ", count: 2 << 20)))
            #expect(form.status == 413)
            let two = [UInt8](repeating: 0x20, count: 2 << 20)
            if path == "/delivery-zones/import" {
                let long = try await Self.upload(mama, path, file: ("zone.geojson", two))
                #expect(long.status == 422)
                #expect(long.body.contains("È troppo grande: al massimo 1 MB."))
            }
        }
    }

    @Test("Several zones come from one file, after it was looked at", arguments: TestEngine.all)
    func importsZones(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let mama = try await shop.staff("mama")
            let all = try await mama.page("/zones.geojson")
            #expect(all.headers[.contentType] == "application/geo+json")
            #expect(all.body == DemoTown.zones.geoJSON)
            let text = all.body.replacing("Centro", with: "Mercato").replacing(
                "\"fee_cents\":250", with: "\"fee_cents\":300")
            let looked = try await Self.upload(mama, "/delivery-zones/import", file: ("zone.geojson", Array(text.utf8)))
            #expect(looked.status == 303)
            let report = try await mama.page(looked.location)
            for word in ["zone.geojson", "Mercato", "Nuova", "Cambia", "Resta com'è".replacing("'", with: "&#39;")] {
                #expect(report.body.contains(word), "\(word)")
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM zones") == 3)
            #expect(try await shop.staff("gina").page(looked.location).status == 200)
            let version = report.control("version")
            let applied = try await mama.form(looked.location + "/application", [("version", version)])
            #expect(applied.location == "/delivery-zones?saved=import")
            #expect(try await shop.visitor().api(.get, "/zones").count("zones") == 4)
            #expect(try await mama.form(looked.location + "/application", [("version", version)]).status == 404)
        }
    }

    @Test("What changed since somebody looked is to be looked at again", arguments: TestEngine.all)
    func changedSince(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let mama = try await shop.staff("mama")
            let text = "name;city;lat;lon\nVia Roma;Borgo San Lino;44,5;11,3\n"
            let looked = try await Self.upload(mama, "/street-table/import", [("text", text)])
            #expect(looked.status == 303)
            let version = try await mama.page(looked.location).control("version")
            _ = try await shop.staff("gina").form("/delivery-zones", Self.zone())
            let late = try await mama.form(looked.location + "/application", [("version", version)])
            #expect(late.location == looked.location + "?changed=1")
            let again = try await mama.page(late.location)
            #expect(again.body.contains("guarda di nuovo"))
            #expect(try await shop.number("SELECT COUNT(*) FROM streets") == DemoTown.streets.count)
            let done = try await mama.form(looked.location + "/application", [("version", again.control("version"))])
            #expect(done.location == "/street-table?saved=import")
            #expect(try await shop.number("SELECT COUNT(*) FROM streets") == 1)
            let page = try await mama.page("/street-table/import")
            #expect(page.body.contains("1 nuove, 0 spostate, \(DemoTown.streets.count) tolte."))
            let link = try #require(page.body.range(of: "/street-table/import/"))
            let before = try await mama.page(String(page.body[link.lowerBound...].prefix { $0 != "\"" }))
            #expect(try StreetFile(before.body, shop: nil).entries.count == DemoTown.streets.count)
        }
    }

    @Test("A table of streets with anything wrong says so line by line, and changes nothing", arguments: TestEngine.all)
    func wrongStreets(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let mama = try await shop.staff("mama")
            let text = "name,city,lat,lon\nVia Roma,Borgo,11.3,44.5\nVia Po,,44.5,x\n"
            let looked = try await Self.upload(mama, "/street-table/import", file: ("vie.csv", Array(text.utf8)))
            let report = try await mama.page(looked.location)
            #expect(report.body.contains("3 righe da correggere."))
            #expect(report.body.contains("latitudine e longitudine sembrano scambiate"))
            #expect(report.body.contains("Comune: manca."))
            #expect(!report.body.contains("/application"))
            let forced = try await mama.form(looked.location + "/application", [("version", "1")])
            #expect(forced.status == 409)
            let none = try await Self.upload(mama, "/street-table/import", file: ("vie.csv", Array("a,b\n1,2\n".utf8)))
            #expect(none.status == 422)
            #expect(none.body.contains("Mancano le colonne: name, city, lat, lon."))
            #expect(try await Self.upload(mama, "/street-table/import").status == 422)
            #expect(try await shop.number("SELECT COUNT(*) FROM streets") == DemoTown.streets.count)
        }
    }

    @Test("A street is found after it was typed, and a search finds it in the table", arguments: TestEngine.all)
    func street(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let mama = try await shop.staff("mama")
            let form = [
                ("name", "Via dell'Orto"), ("postcode", "40999"), ("city", DemoTown.name), ("first_number", "1"),
                ("last_number", "9"), ("side", "odd"), ("latitude_e7", "44,5"), ("longitude_e7", "11,3"),
            ]
            #expect(try await mama.form("/street-table", form).status == 303)
            let address = try Address(street: "via dell orto", number: "3", postcode: "", city: DemoTown.name)
            #expect(try shop.pizzeria.delivery.reach(address, of: shop.store?.scope).place.street == "Via dell'Orto")
            let found = try await mama.page("/street-table?q=orto")
            #expect(found.body.contains("Via dell&#39;Orto"))
            #expect(!found.body.contains("Via Roma"))
            let twice = try await mama.form("/street-table", form)
            #expect(twice.status == 409)
            #expect(twice.body.contains("Esiste già."))
            let formula = form.map { $0.0 == "name" ? ("name", "=HYPERLINK(1)") : $0 }
            #expect(try await mama.form("/street-table", formula).status == 422)
            let far = form.map {
                $0.0 == "latitude_e7" ? ("latitude_e7", "11,3") : $0.0 == "name" ? ("name", "Via L.") : $0
            }
            let refused = try await mama.form("/street-table", far)
            #expect(refused.status == 422)
            #expect(refused.body.contains("km dal locale"))
            let csv = try await mama.page("/street-table.csv")
            #expect(try StreetFile(csv.body, shop: nil).entries.count == DemoTown.streets.count + 1)
        }
    }
}
