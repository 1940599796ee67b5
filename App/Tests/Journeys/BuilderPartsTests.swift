import TestKit
import Testing

@Suite("The parts of a pizza while somebody chooses")
struct BuilderPartsTests {
    @Test("Two equal halves stay two when the size is changed")
    func equalHalves() async throws {
        try await withShop(.sqlite) { shop in
            let page = try await choose(["margherita", "margherita"], in: shop)
            #expect(page.status == 200)
            #expect(chosen(page) == [shop.product("margherita"), shop.product("margherita")])
        }
    }

    @Test("A half stays where it was chosen, whichever comes first in a kitchen's order", arguments: [false, true])
    func order(_ turned: Bool) async throws {
        try await withShop(.sqlite) { shop in
            let halves = turned ? ["diavola", "margherita"] : ["margherita", "diavola"]
            let page = try await choose(halves, in: shop)
            #expect(chosen(page) == halves.map(shop.product))
        }
    }

    @Test("Another number of parts keeps what was chosen so far, and drops what has no place")
    func anotherNumber() async throws {
        try await withShop(.sqlite) { shop in
            let form =
                "product=\(shop.product("margherita"))&size=\(shop.size("maxi"))&quantity=3&note=ben%20cotta"
                + "&sections.0.recipe=\(shop.product("diavola"))&sections.0.remove=\(shop.ingredient("salame-piccante"))"
                + "&sections.1.recipe=\(shop.product("margherita"))"
            let three = try await shop.visitor().page("/menu/margherita?\(form)&parts=3")
            #expect(chosen(three) == ["diavola", "margherita", "diavola"].map(shop.product))
            #expect(three.control("quantity") == "3")
            #expect(three.body.contains(">ben cotta</textarea>"))
            #expect(three.body.contains("value=\"\(shop.size("maxi"))\" checked"))
            #expect(three.body.contains("value=\"-\(shop.ingredient("salame-piccante"))\" checked"))
            let one = try await shop.visitor().page("/menu/margherita?\(form)&parts=1")
            #expect(one.control("sections.0.recipe") == shop.product("diavola"))
            #expect(!one.body.contains("sections.1.recipe"))
        }
    }

    /// What the builder sends when its size is touched.
    private func choose(_ halves: [String], in shop: ShopWorld) async throws -> Answer {
        let parts = halves.enumerated().map { "sections.\($0.offset).recipe=\(shop.product($0.element))" }
        let fields = ["product=\(shop.product("margherita"))", "size=\(shop.size("normale"))", "quantity=1"] + parts
        let head = [
            "Accept": "text/html", "HX-Request": "true", "HX-Trigger-Name": "size", "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        ]
        return try await shop.visitor().send(
            "POST", "/configurations", head, Array(fields.joined(separator: "&").utf8))
    }

    /// The recipes that are selected, part by part.
    private func chosen(_ page: Answer) -> [String] {
        page.body.split(separator: "<option ").filter { $0.prefix { $0 != ">" }.contains("selected") }.map { option in
            String(option.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" })
        }
    }
}
