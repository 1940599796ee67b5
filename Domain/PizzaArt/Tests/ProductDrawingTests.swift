import HTML
import PizzaArt
import Testing

@Suite struct ProductDrawingTests {
    @Test func everyKindHasAPictureOfItsOwn() throws {
        var seen: [String: ProductDrawing.Kind] = [:]
        for kind in ProductDrawing.Kind.allCases {
            let html = ProductDrawing(kind: kind).svg(title: "A & B")
            let picture = try Picture(html)
            #expect(picture.title == "A & B")
            #expect(picture.shapes > 5, "\(kind)")
            #expect(html.text.utf8.count < (kind == .calzone ? 14_000 : 3_000), "\(kind)")
            #expect(seen[html.text] == nil, "\(kind) looks like \(String(describing: seen[html.text]))")
            seen[html.text] = kind
        }
    }

    @Test func whatIsUnknownIsAPlate() {
        #expect(ProductDrawing.Kind(look: "tiramisu") == .tiramisu)
        #expect(ProductDrawing.Kind(look: "caviar") == .plate)
    }

    @Test func theMarkIsSmallAndWhole() throws {
        let html = ShopMark.svg(title: "")
        let picture = try Picture(html)
        #expect(picture.root["aria-hidden"] == "true")
        #expect(picture.root["viewBox"] == "0 0 64 64")
        #expect(picture.ids.isEmpty)
        #expect(html.text.utf8.count < 1_500)
    }
}
