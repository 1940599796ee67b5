import HTTPTypes
import FeatureKit
import Database
import FeatureKit
import Foundation
import HTTPTypes
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Composition

@Suite("Pages of the staff")
struct StaffPagesTests {
    /// Somebody who has signed in on the page, with the token for their forms.
    static func enter(
        _ name: String, _ shop: ShopWorld, browser: String = "Mozilla/5.0 (Android 14) Firefox/130.0"
    ) async throws -> (visitor: Visitor, csrf: (String, String)) {
        let visitor = shop.visitor()
        visitor.userAgent = browser
        let answer = try await visitor.form("/session", [("sign_in", name), ("password", ShopWorld.password)])
        #expect(answer.location == "/office")
        return (visitor, ("csrf", try await visitor.page("/account").control("csrf")))
    }

    @Test("A refused sign-in says so, keeps the name and not the password", arguments: TestEngine.all)
    func refusedSignIn(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let visitor = shop.visitor()
            #expect(try await visitor.page("/session/new?next=/kitchen").control("next") == "/kitchen")
            let fields = [("sign_in", "bea"), ("password", "not hers"), ("next", "/kitchen")]
            let refused = try await visitor.form("/session", fields)
            #expect(refused.status == 401)
            #expect(refused.body.contains("Nome o password non corrispondono."))
            #expect((refused.control("sign_in"), refused.control("next")) == ("bea", "/kitchen"))
            #expect(!refused.body.contains("not hers"))
            #expect(visitor.cookies.isEmpty)
            for _ in 0..<4 { #expect(try await visitor.form("/session", fields).status == 401) }
            let waits = try await visitor.form("/session", [("sign_in", "bea"), ("password", ShopWorld.password)])
            #expect(waits.status == 429)
            #expect(waits.headers[.retryAfter] == "2")
            #expect(waits.body.contains("tra 2 secondi"))
            #expect(try await shop.number("SELECT COUNT(*) FROM sessions") == 0)
        }
    }

    @Test("Whoever signs in below a shop's path is led where they wanted, once", arguments: TestEngine.all)
    func nextInShop(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let base = "/s/\(try #require(shop.store?.slug))"
            let visitor = shop.visitor()
            let asked = try await visitor.page("\(base)/kitchen")
            #expect(asked.location == "\(base)/session/new?next=/kitchen")
            let next = try await visitor.page(asked.location).control("next")
            let fields = [("sign_in", "bea"), ("password", ShopWorld.password), ("next", next)]
            #expect(try await visitor.form("\(base)/session", fields).location == "\(base)/kitchen")
            #expect(try await visitor.page("\(base)/session/new?next=\(next)").location == "\(base)/kitchen")
            #expect(try await visitor.page("\(base)/session/new").location == "\(base)/office")
        }
    }

    @Test("A browser that is known is let in while strangers guess at the name", arguments: TestEngine.all)
    func knownBrowser(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let (known, csrf) = try await Self.enter("mama", shop)
            #expect(try await known.form("/session/removal", [csrf]).location == "/session/new")
            #expect(known.cookies.keys.filter { $0.hasPrefix("known-") }.count == 1)
            let stranger = shop.visitor()
            for _ in 0..<5 {
                let guess = try await stranger.api(.post, "/session", #"{"sign_in":"mama","password":"guess"}"#)
                #expect(guess.status == 401)
            }
            let right = #"{"sign_in":"MAMA","password":"\#(ShopWorld.password)"}"#
            #expect(try await stranger.api(.post, "/session", right).status == 429)
            // A mark that was made up, or that is another person's, is no mark.
            stranger.cookies = known.cookies.mapValues { _ in String(repeating: "a", count: 43) + ".00" }
            #expect(try await stranger.api(.post, "/session", right).status == 429)
            stranger.cookies = Dictionary(uniqueKeysWithValues: known.cookies.map { ("x\($0.key)", $0.value) })
            #expect(try await stranger.api(.post, "/session", right).status == 429)
            #expect(try await known.api(.post, "/session", right).status == 201)
        }
    }

    @Test(
        "The owner takes somebody on, changes and suspends them; mistakes are said beside the fields",
        arguments: TestEngine.all)
    func staff(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let (mama, csrf) = try await Self.enter("mama", shop)
            #expect(try await mama.page("/staff/new").status == 200)
            let wrong = try await mama.form(
                "/staff",
                [csrf, ("name", "Nina"), ("sign_in", "ugo"), ("password", "pizzamama"), ("roles.0.role", "kitchen")])
            #expect(wrong.status == 409)
            #expect(wrong.body.contains("Esiste già."))
            #expect((wrong.control("name"), wrong.control("sign_in")) == ("Nina", "ugo"))
            #expect(wrong.body.contains(#"<option value="kitchen" selected>"#))
            let nothing = try await mama.form("/staff", [csrf, ("name", ""), ("roles.0.role", "")])
            #expect(nothing.status == 422)
            let made = try await mama.form(
                "/staff",
                [csrf, ("name", "Nina"), ("sign_in", "nina"), ("password", "pizzamama"), ("roles.0.role", "kitchen")])
            #expect(made.location.hasPrefix("/staff?saved="))
            #expect(try await mama.page(made.location).body.contains("class=\"is-fresh\""))
            let list = try await mama.api(.get, "/staff")
            #expect(list.count("members") == 6)
            let nina = try #require((0..<6).first { list.text("members.\($0).sign_in") == "nina" })
            let path = "/staff/\(list.text("members.\(nina).id"))"
            #expect(try await mama.page("/staff").body.contains(path))
            let changed = try await mama.form(
                path, [csrf, ("name", "Nina R."), ("roles.0.role", "driver"), ("roles.1.role", "counter")])
            #expect(changed.location == "\(path)?saved=1")
            #expect(try await mama.page(changed.location).body.contains("Salvato."))
            let shown = try await mama.api(.get, path)
            #expect(shown.text("member.name") == "Nina R.")
            #expect((shown.text("member.roles.0.role"), shown.text("member.roles.1.role")) == ("counter", "driver"))
            #expect(try await mama.form(path, [csrf, ("name", "N"), ("roles.0.role", "")]).status == 422)
            // What was given for the one shop alone stays so when the form is saved.
            let store = try #require(shop.store?.id.description)
            let bound = #"{"name":"Nina","roles":[{"role":"driver","store_id":"\#(store)"}]}"#
            #expect(try await shop.staff("mama").api(.put, path, bound).status == 200)
            let kept = try await mama.page(path).control("roles.0.store_id")
            #expect(kept == store)
            let saved = [csrf, ("name", "Nina R."), ("roles.0.role", "driver"), ("roles.0.store_id", kept)]
            #expect(try await mama.form(path, saved).location == "\(path)?saved=1")
            #expect(try await mama.api(.get, path).text("member.roles.0.store_id") == store)
            #expect(try await mama.form("\(path)/password", [csrf, ("password", "short")]).status == 422)
            #expect(
                try await mama.form("\(path)/password", [csrf, ("password", "pizzanina")]).location
                    == "\(path)?saved=1")
            #expect(try await mama.form("\(path)/suspension", [csrf]).location == path)
            #expect(try await mama.page(path).body.contains("Riammetti"))
            #expect(try await mama.form("\(path)/suspension/removal", [csrf]).location == path)
            #expect(try await mama.form("\(path)/removal", [csrf]).location == "/staff")
            #expect(try await mama.page(path).status == 404)
            let own = try await mama.api(.get, "/account").text("member.id")
            let last = try await mama.form("/staff/\(own)/suspension", [csrf])
            #expect(last.status == 409)
            #expect(last.body.contains("Serve almeno un titolare"))
            #expect(try await shop.broken() == [])
        }
    }

    @Test("One sees where one is signed in, and ends what one does not know", arguments: TestEngine.all)
    func account(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let (bea, csrf) = try await Self.enter("bea", shop)
            let (other, _) = try await Self.enter("bea", shop, browser: "curl/8.9.1")
            let (third, _) = try await Self.enter("bea", shop)
            let page = try await bea.page("/account")
            #expect(page.body.contains("Firefox · Android"))
            #expect(page.body.contains("curl"))
            #expect(page.body.contains("127.0.0.0/24"))
            let account = try await bea.api(.get, "/account")
            #expect(account.count("sessions") == 3)
            let curl = try #require((0..<3).first { account.text("sessions.\($0).browser") == "curl" })
            let id = account.text("sessions.\(curl).id")
            #expect(try await bea.form("/account/sessions/\(id)/removal", [csrf]).location == "/account")
            #expect(try await other.page("/account").location.hasPrefix("/session/new"))
            #expect(try await bea.form("/account/sessions/removal", [csrf]).location == "/account")
            #expect(try await third.page("/account").location.hasPrefix("/session/new"))
            let left = try await bea.api(.get, "/account")
            #expect(left.count("sessions") == 1)
            let own = left.text("sessions.0.id")
            #expect(try await bea.form("/account/sessions/\(own)/removal", [csrf]).location == "/session/new")
            #expect(try await bea.page("/account").location.hasPrefix("/session/new"))
            // The owner sees the sessions of others, and ends them.
            let (again, _) = try await Self.enter("bea", shop)
            let (mama, token) = try await Self.enter("mama", shop)
            let list = try await mama.api(.get, "/staff")
            let row = try #require((0..<5).first { list.text("members.\($0).sign_in") == "bea" })
            let path = "/staff/\(list.text("members.\(row).id"))"
            let session = try await mama.api(.get, path).text("sessions.0.id")
            #expect(try await mama.page(path).body.contains(session))
            #expect(try await mama.form("\(path)/sessions/\(session)/removal", [token]).location == path)
            #expect(try await again.page("/account").status == 303)
            #expect(try await mama.form("\(path)/sessions/removal", [token]).location == path)
        }
    }

    @Test("A new password goes on in a new session", arguments: TestEngine.all)
    func password(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let (bea, csrf) = try await Self.enter("bea", shop)
            let before = bea.cookies["session"]
            let wrong = try await bea.form(
                "/account/password", [csrf, ("old_password", "guess"), ("password", "new-password")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains("Non è la password attuale."))
            #expect(bea.cookies["session"] == before)
            let done = try await bea.form(
                "/account/password", [csrf, ("old_password", ShopWorld.password), ("password", "new-password")])
            #expect(done.location == "/account?saved=1")
            #expect(bea.cookies["session"] != before)
            #expect(try await bea.page("/account").status == 200)
            // The old form's token is of the old session.
            #expect(try await bea.form("/account/sessions/removal", [csrf]).status == 403)
        }
    }

    @Test("An open board ends when whoever reads it is suspended, and nobody else's", arguments: TestEngine.all)
    func streams(_ engine: TestEngine) async throws {
        try await withShop(engine) { (shop) async throws in
            let (ugo, _) = try await Self.enter("ugo", shop)
            let (bea, _) = try await Self.enter("bea", shop)
            try await withThrowingTaskGroup(of: String.self) { group in
                for (name, visitor) in [("ugo", ugo), ("bea", bea)] {
                    group.addTask {
                        _ = try await visitor.page("/kitchen/events")
                        return name
                    }
                }
                try await shop.listened(2)
                let mama = try await shop.staff("mama")
                let list = try await mama.api(.get, "/staff")
                let row = try #require((0..<5).first { list.text("members.\($0).sign_in") == "ugo" })
                let path = "/staff/\(list.text("members.\(row).id"))/suspension"
                #expect(try await mama.api(.put, path).status == 200)
                #expect(shop.pizzeria.hub.open == 2)
                let events = try await shop.pizzeria.database.read { try $0.events(topic: Self.topic(path), after: 0) }
                #expect(events.count == 1)
                for event in events { #expect(await shop.pizzeria.features.react(to: event).isEmpty) }
                #expect(try await group.next() == "ugo")
                #expect(shop.pizzeria.hub.open == 1)
                shop.pizzeria.hub.close()
                #expect(try await group.next() == "bea")
            }
        }
    }

    private static func topic(_ path: String) -> String { "sessions/staff:\(path.split(separator: "/")[1])" }
}
