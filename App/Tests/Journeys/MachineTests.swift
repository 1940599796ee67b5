import Database
import Foundation
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Composition

@Suite("Machines and programs")
struct MachineTests {
    @Test(
        "A tablet is added, types in its code, works at the board and nowhere else, until it is ended",
        arguments: TestEngine.all)
    func tablet(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let (gina, csrf) = try await StaffPagesTests.enter("gina", shop)
            let store = try #require(shop.store?.id.description)
            #expect(try await gina.page("/devices").body.contains("Nessun tablet ancora."))
            let nothing = try await gina.form("/devices", [csrf, ("name", "Forno"), ("store_id", store)])
            #expect(nothing.status == 422)
            #expect(nothing.control("name") == "Forno")
            let board = ["orders.see-board", "orders.accept", "orders.prepare"].map { ("permissions", $0) }
            let added = try await gina.form("/devices", [csrf, ("name", "Tablet forno"), ("store_id", store)] + board)
            #expect(added.status == 200)
            let digits = try #require(added.body.split(separator: #"aria-label="Codice">"#).last).prefix(9)
            let tablet = shop.visitor()
            #expect(try await tablet.page("/devices/pairing").status == 200)
            let wrong = try await tablet.form("/devices/pairing", [("code", "1234")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains("Il codice non è giusto"))
            let paired = try await tablet.form("/devices/pairing", [("code", String(digits))])
            #expect(paired.location == "/kitchen")
            #expect(try await tablet.page("/devices/pairing").location == "/kitchen")
            #expect(try await tablet.page("/session/new").location == "/kitchen")
            #expect(try await tablet.page("/kitchen").body.contains("Tablet forno") == false)
            for path in ["/account", "/staff", "/devices", "/keys", "/office", "/kitchen/availability"] {
                #expect(try await tablet.page(path).status == 403, "\(path)")
            }
            let signIn = try await tablet.form("/session", [("sign_in", "bea"), ("password", ShopWorld.password)])
            #expect(signIn.status == 409)
            #expect(signIn.body.contains("Tablet forno"))
            #expect(try await tablet.form("/session", [("sign_in", "x"), ("password", "y")]).status == 409)

            let owner = try await shop.staff("gina")
            let none = #"{"name":"B","store_id":"\#(store)","permissions":[]}"#
            #expect(try await owner.api(.post, "/devices", none).text("fields.0.code") == "missing")

            let order = try await shop.visitor().placed(in: shop).text("id")
            let accept = "/kitchen/orders/\(order)/acceptance"
            #expect(try await tablet.form(accept).status == 403)
            let token = ("csrf", try await tablet.page("/kitchen").control("csrf"))
            #expect(try await tablet.form(accept, [token]).location == "/kitchen")
            let steps = try await shop.number(
                "SELECT COUNT(*) FROM order_transitions WHERE actor LIKE 'device:%' AND actor_name = 'Tablet forno'")
            #expect(steps == 1)

            let list = try await gina.api(.get, "/devices")
            #expect((list.count("devices"), list.count("devices.0.permissions")) == (1, 3))
            let id = list.text("devices.0.id")
            #expect(try await gina.page("/devices").body.contains("Tablet forno"))
            #expect(try await gina.form("/devices/\(id)/pairing", [csrf]).status == 200)
            #expect(try await tablet.page("/kitchen").status == 200)
            #expect(try await gina.form("/devices/\(id)/removal", [csrf]).location == "/devices")
            #expect(try await tablet.page("/kitchen").location.hasPrefix("/session/new"))
        }
    }

    @Test("All addresses together try a hundred million codes sixty times a minute", arguments: TestEngine.all)
    func guessedCodes(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let stranger = shop.visitor()
            for _ in 0..<60 {
                #expect(try await stranger.api(.post, "/devices/pairing", #"{"code":"00000000"}"#).status == 422)
            }
            #expect(try await stranger.api(.post, "/devices/pairing", #"{"code":"00000000"}"#).status == 429)
            shop.clock.advance(.seconds(1))
            #expect(try await stranger.api(.post, "/devices/pairing", #"{"code":"00000000"}"#).status == 422)
        }
    }

    @Test(
        "A program does with its key what it was given and nothing else, until it is taken back",
        arguments: TestEngine.all)
    func program(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let (mama, csrf) = try await StaffPagesTests.enter("mama", shop)
            #expect(try await mama.page("/keys").body.contains("Nessuna chiave ancora."))
            #expect(try await mama.form("/keys", [csrf, ("name", "Cassa")]).status == 422)
            let made = try await mama.form(
                "/keys", [csrf, ("name", "Cassa"), ("permissions", "orders.see-board"), ("days", "30")])
            #expect(made.status == 200)
            let start = try #require(made.body.range(of: "value=\"pm_")).lowerBound
            let key = String(made.body[start...].dropFirst(7).prefix { $0 != "\"" })
            #expect(key.utf8.count == 55)
            let till = shop.visitor()
            till.bearer = key
            #expect(try await till.api(.get, "/kitchen").status == 200)
            #expect(try await till.api(.get, "/account").status == 403)
            #expect(try await till.api(.get, "/keys").status == 403)
            #expect(try await till.api(.put, "/store/pause", #"{"minutes":30}"#).status == 403)
            let page = try await mama.page("/keys")
            #expect(page.body.contains("pm_\(key.dropFirst(3).prefix(8))"))
            #expect(!page.body.contains(key.suffix(43)))
            let list = try await mama.api(.get, "/keys")
            #expect((list.count("keys"), list.text("keys.0.standing")) == (1, "valid"))
            shop.clock.advance(.days(30))
            #expect(try await till.api(.get, "/kitchen").status == 401)
            let owner = try await shop.staff("mama")
            let store = try #require(shop.store?.id.description)
            let bound = try await owner.api(
                .post, "/keys", #"{"name":"Sala","permissions":["stores.pause"],"store_id":"\#(store)"}"#)
            till.bearer = bound.text("key")
            #expect(try await till.api(.put, "/store/pause", #"{"minutes":30}"#).status == 200)
            #expect(try await owner.api(.delete, "/keys/\(bound.text("id"))").text("standing") == "revoked")
            #expect(try await till.api(.delete, "/store/pause").status == 401)
            #expect(try await owner.page("/keys").body.contains("ritirata"))
        }
    }

    @Test("Every permission has its words", arguments: ["it", "en"])
    func words(_ language: String) async throws {
        try await withShop(.sqlite) { (shop) async throws in
            let (mama, _) = try await StaffPagesTests.enter("mama", shop)
            let page = try await mama.page("/keys", language: language)
            #expect(!page.body.contains(">permission."))
        }
    }
}
