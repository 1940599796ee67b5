import HTML
import PizzaArt
import Testing

@Suite struct CalzoneTests {
    @Test func itIsAnotherPictureThanThePizza() throws {
        let open = try Picture(Pizzas.capricciosa.svg(title: "A"))
        let folded = try Picture(Pizzas.capricciosa.svg(title: "A", kind: .calzone))
        #expect(open.ids.isDisjoint(with: folded.ids))
        #expect(folded.pieces.count < open.pieces.count)
    }

    @Test func aLittleOfEachToppingLiesOnItsBack() throws {
        let pieces = try Picture(Pizzas.capricciosa.svg(title: "A", kind: .calzone)).pieces
        #expect(Set(pieces.map(\.shape)).count == 5)
        for piece in pieces {
            #expect((80...240).contains(piece.place.x) && (100...184).contains(piece.place.y), "\(piece)")
        }
    }

    @Test func anEmptyOneIsStillACalzone() throws {
        let empty = PizzaDrawing(crust: .cereal, sections: [], seed: 0)
        for detail in [PizzaDrawing.Detail.full, .small] {
            let picture = try Picture(empty.svg(title: "A", detail: detail, kind: .calzone))
            #expect(picture.pieces.isEmpty)
            #expect(picture.shapes > 8)
        }
    }
}
