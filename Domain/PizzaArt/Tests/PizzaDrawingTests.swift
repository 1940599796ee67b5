import HTML
import PizzaArt
import Testing

@Suite struct PizzaDrawingTests {
    @Test func theSamePizzaIsAlwaysDrawnTheSame() {
        let again = Pizzas.whole("tomato-sauce", "mozzarella", "basil")
        #expect(Pizzas.margherita.svg(title: "M") == again.svg(title: "M"))
        #expect(Pizzas.margherita.svg(title: "M", detail: .small) == again.svg(title: "M", detail: .small))
    }

    @Test func anotherSeedIsAnotherPizza() throws {
        var other = Pizzas.margherita
        other.seed = 2
        let first = try Picture(Pizzas.margherita.svg(title: "M"))
        let second = try Picture(other.svg(title: "M"))
        #expect(first.pieces.map(\.place) != second.pieces.map(\.place))
        #expect(first.pieces.count == second.pieces.count)
    }

    @Test func whatIsAddedLeavesTheRestWhereItLies() throws {
        let before = try Picture(Pizzas.whole("tomato-sauce", "mozzarella", "olive-black").svg(title: "A"))
        let after = try Picture(Pizzas.whole("tomato-sauce", "mozzarella", "olive-black", "corn").svg(title: "A"))
        #expect(Set(before.pieces.map(\.place)).isSubset(of: Set(after.pieces.map(\.place))))
        #expect(after.pieces.count > before.pieces.count)
    }

    @Test(arguments: Pizzas.looks.filter { !["tomato-sauce", "white-cream", "pesto", "bbq-sauce"].contains($0) })
    func doubledIsVisiblyMore(look: String) throws {
        for detail in [PizzaDrawing.Detail.full, .small] {
            var pizza = Pizzas.whole(look)
            let once = try Picture(pizza.svg(title: "A", detail: detail)).pieces.count
            pizza.sections[0].layers[0].portions = 2
            let twice = try Picture(pizza.svg(title: "A", detail: detail)).pieces.count
            #expect(Double(twice) >= Double(once) * 1.3, "\(look): \(once), doubled \(twice)")
        }
    }

    @Test func whatIsTakenAwayIsNotDrawn() throws {
        for portions in [0, -1, Int.min] {
            var pizza = Pizzas.whole("ham")
            pizza.sections[0].layers[0].portions = portions
            #expect(try Picture(pizza.svg(title: "A")).pieces.isEmpty)
        }
    }

    @Test func everyLookHasAShapeOfItsOwn() throws {
        for detail in [PizzaDrawing.Detail.full, .small] {
            var shapes: [String: String] = [:]
            for look in Pizzas.looks + ["something else"] {
                let shape = try Picture(Pizzas.whole(look).svg(title: "A", detail: detail)).appearance
                #expect(shapes[shape] == nil, "\(look) looks like \(shapes[shape] ?? "")")
                shapes[shape] = look
            }
            #expect(shapes.count == Pizzas.looks.count + 1)
        }
    }

    @Test func whatIsUnknownIsDrawnAsTheNeutralPiece() throws {
        let one = try Picture(Pizzas.whole("no-such-thing").svg(title: "A"))
        let other = try Picture(Pizzas.whole("<script>").svg(title: "A"))
        #expect(one.appearance == other.appearance)
        #expect(one.pieces.count > 3)
    }

    @Test func toppingsStayInTheirHalf() throws {
        let halves = PizzaDrawing(
            crust: .classic, sections: [Pizzas.section("olive-black"), Pizzas.section("corn")], seed: 11)
        let pieces = try Picture(halves.svg(title: "A")).pieces
        let shapes = Dictionary(grouping: pieces, by: \.shape)
        #expect(shapes.count == 2)
        let left = try #require(shapes.values.first { $0[0] == pieces[0] })
        #expect(left.allSatisfy { $0.place.x < 160 })
        #expect(pieces.filter { !left.contains($0) }.allSatisfy { $0.place.x > 160 })
    }

    @Test func noPieceLiesOnTheRim() throws {
        for seed in 0..<20 {
            for look in Pizzas.looks {
                for piece in try Picture(Pizzas.whole(look, seed: UInt64(seed)).svg(title: "A", detail: .full)).pieces {
                    let (x, y) = (piece.place.x - 160, piece.place.y - 160)
                    #expect(x * x + y * y < 115 * 115)
                }
            }
        }
    }

    @Test func doughsDiffer() {
        let drawings = PizzaDrawing.Crust.allCases.map { crust in
            PizzaDrawing(crust: crust, sections: [], seed: 1).svg(title: "A").text
        }
        #expect(Set(drawings).count == 4)
        #expect(PizzaDrawing.Crust(look: "gluten-free") == .glutenFree)
        #expect(PizzaDrawing.Crust(look: "rye") == .classic)
    }

    @Test func itStaysWithinItsBounds() throws {
        for kind in PizzaDrawing.Kind.allCases {
            for pizza in [Pizzas.margherita, Pizzas.capricciosa, Pizzas.quattroStagioni, Pizzas.absurd] + Pizzas.busy {
                let full = pizza.svg(title: "A", detail: .full, kind: kind)
                let small = pizza.svg(title: "A", detail: .small, kind: kind)
                #expect(full.text.utf8.count <= 14_000)
                #expect(small.text.utf8.count <= 3_500)
                #expect(try Picture(full).pieces.count <= 88)
                #expect(try Picture(small).pieces.count <= 24)
            }
        }
    }

    @Test func ofManyToppingsEachIsSeen() throws {
        let looks = ["ham", "mushroom", "corn", "egg", "olive-black", "tuna", "onion-ring", "artichoke"]
        let pizza = PizzaDrawing(
            crust: .classic,
            sections: [PizzaDrawing.Section(layers: looks.map { PizzaDrawing.Layer(look: $0) })], seed: 4)
        for detail in [PizzaDrawing.Detail.full, .small] {
            #expect(Set(try Picture(pizza.svg(title: "A", detail: detail)).pieces.map(\.shape)).count == looks.count)
        }
    }

    @Test func moreThanFourSectionsAreNotDrawn() {
        let section = Pizzas.section("ham")
        let four = PizzaDrawing(crust: .classic, sections: Array(repeating: section, count: 4), seed: 1)
        let nine = PizzaDrawing(crust: .classic, sections: Array(repeating: section, count: 9), seed: 1)
        #expect(four.svg(title: "A") == nine.svg(title: "A"))
    }

    @Test func pizzasOnOnePageDoNotShareShapes() throws {
        let first = try Picture(Pizzas.margherita.svg(title: "A"))
        let second = try Picture(Pizzas.capricciosa.svg(title: "A"))
        let small = try Picture(Pizzas.margherita.svg(title: "A", detail: .small))
        #expect(!first.ids.isEmpty)
        #expect(first.ids.isDisjoint(with: second.ids))
        #expect(first.ids.isDisjoint(with: small.ids))
    }
}
