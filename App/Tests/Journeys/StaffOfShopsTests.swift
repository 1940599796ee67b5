import Foundation
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Composition

@Suite("Staff of two shops")
struct StaffOfShopsTests {
    @Test("A role in one shop opens that shop, and its owner sees and gives what is of it", arguments: TestEngine.all)
    func oneShop(_ engine: TestEngine) async throws {
        try await TwoShopsTests.withTwo(engine) { (shop) async throws in
            let mare = TwoShopsTests.mare.description
            let (mama, csrf) = try await StaffPagesTests.enter("mama", shop)
            func hire(_ name: String, _ role: String) async throws {
                let fields = [
                    csrf, ("name", name.capitalized), ("sign_in", name), ("password", ShopWorld.password),
                    ("roles.0.role", role), ("roles.0.store_id", mare),
                ]
                #expect(try await mama.form("/staff", fields).location.hasPrefix("/staff?saved="))
            }
            try await hire("nino", "owner")
            try await hire("tina", "kitchen")
            #expect(try await mama.page("/staff").body.contains("Cucina (PizzaMama Mare)"))

            // The cook of Mare sees Mare's board and no other.
            let tina = try await shop.staff("tina")
            #expect(try await tina.api(.get, "/kitchen").status == 403)
            #expect(try await tina.twin(at: "/s/mare").api(.get, "/kitchen").status == 200)

            // The owner of Mare manages Mare's staff, gives roles there alone, and finds nobody else.
            let nino = try await shop.staff("nino")
            #expect(try await nino.api(.get, "/staff").status == 403)
            let there = nino.twin(at: "/s/mare")
            let list = try await there.api(.get, "/staff")
            #expect(list.count("members") == 2)
            #expect((list.text("members.0.sign_in"), list.text("members.1.sign_in")) == ("nino", "tina"))
            let mamaID = try await mama.api(.get, "/account").text("member.id")
            #expect(try await there.api(.put, "/staff/\(mamaID)/suspension").status == 404)
            let everywhere = #"{"name":"Tina","roles":[{"role":"kitchen","store_id":null}]}"#
            let path = "/staff/\(list.text("members.1.id"))"
            #expect(try await there.api(.put, path, everywhere).text("fields.0.code") == "not-yours")
            let promoted = #"{"name":"Tina","roles":[{"role":"manager","store_id":"\#(mare)"}]}"#
            #expect(try await there.api(.put, path, promoted).text("roles.0.role") == "manager")
            #expect(try await tina.twin(at: "/s/mare").api(.get, "/kitchen").status == 401)

            // A tablet and a key of Mare are of Mare.
            let first = try #require(shop.store?.id.description)
            let device = #"{"name":"Forno","store_id":"\#(first)"}"#
            #expect(try await there.api(.post, "/devices", device).text("fields.0.code") == "not-yours")
            #expect(try await there.api(.post, "/devices", #"{"name":"Forno","store_id":"\#(mare)"}"#).status == 201)
            #expect(try await there.api(.get, "/devices").count("devices") == 1)
            let wide = #"{"name":"Cassa","permissions":["orders.see-board"]}"#
            #expect(try await there.api(.post, "/keys", wide).text("fields.0.code") == "not-yours")
            #expect(try await mama.page("/devices").body.contains("PizzaMama Mare"))

            // What is about all shops is not for whoever owns one.
            let job = "00000000-0000-7000-8000-000000000001"
            for answer in [
                try await there.api(.get, "/jobs"), try await there.api(.put, "/jobs/\(job)/attempt"),
                try await there.api(.delete, "/jobs/\(job)"), try await there.api(.get, "/stores"),
                try await there.api(.post, "/stores", "{}"), try await there.page("/jobs"),
            ] {
                #expect(answer.status == 403)
            }
            // Whoever comes to the wrong shop is shown the way to the right one, and to no other.
            let lost = try await nino.page("/office").body
            #expect(lost.contains("Lavori qui:") && lost.contains("href=\"/s/mare/office\""))
            #expect(!(try await there.page("/office").body.contains("Lavori qui:")))
            let office = try await there.page("/office").body
            #expect(office.contains("/s/mare/staff") && !office.contains("/s/mare/jobs"))
            #expect(try await mama.page("/office").body.contains("href=\"/jobs\""))
            #expect(try await shop.broken() == [])
        }
    }
}
