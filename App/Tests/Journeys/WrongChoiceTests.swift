import Kernel
import TestKit
import Testing
import Web

@Suite("A wrong choice is refused where it is wrong")
struct WrongChoiceTests {
    @Test("The field is named, in the builder and in the cart")
    func places() async throws {
        try await withShop(.sqlite) { shop in
            let ada = shop.visitor()
            let (marinara, cola) = (shop.product("marinara"), shop.product("cola"))
            let (olives, bufala) = (shop.ingredient("olive-nere"), shop.ingredient("bufala"))
            func pizza(_ section: String) -> String {
                #"{"product":"\#(marinara)","sections":[{"recipe":"\#(marinara)"},{"recipe":"\#(marinara)",\#(section)}]}"#
            }
            let cases = [
                (pizza(#""add":["\#(olives)","\#(olives)"]"#), "sections.1.add", "repeated"),
                (pizza(#""remove":["\#(olives)","\#(olives)"]"#), "sections.1.remove", "repeated"),
                (pizza(#""double":["\#(olives)","\#(olives)"]"#), "sections.1.double", "repeated"),
                (pizza(#""remove":["\#(bufala)"]"#), "sections.1", "not-possible"),
                (#"{"product":"\#(cola)","size":"\#(shop.size("normale"))"}"#, "size", "not-possible"),
                (#"{"product":"\#(cola)","dough":"\#(shop.dough("classico"))"}"#, "dough", "not-possible"),
                (#"{"product":"\#(cola)","sections":[{"recipe":"\#(marinara)"}]}"#, "sections.0", "not-possible"),
                (#"{"product":"\#(marinara)","size":"\#(marinara)"}"#, "size", "not-possible"),
                (#"{"product":"\#(olives)"}"#, "product", "not-possible"),
            ]
            for (body, place, code) in cases {
                for path in ["/configurations", "/cart/lines"] {
                    let answer = try await ada.api(.post, path, body)
                    #expect([409, 422].contains(answer.status), "\(body)")
                    #expect(answer.text("fields.0.field") == place, "\(body)")
                    #expect(answer.text("fields.0.code") == code, "\(body)")
                }
            }
            #expect(try await ada.api(.get, "/cart").int("count") == 0)
        }
    }
}
