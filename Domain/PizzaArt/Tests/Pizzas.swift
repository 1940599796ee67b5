import PizzaArt

/// Pizzas that the tests draw.
enum Pizzas {
    /// Every look that must have a shape of its own.
    static let looks = """
        tomato-sauce white-cream pesto bbq-sauce chilli-oil mozzarella buffalo-mozzarella smoked-cheese gorgonzola \
        parmesan-shavings ricotta stracciatella feta provola salami-slice spicy-salami ham prosciutto speck sausage bacon \
        pancetta chicken meatball nduja mortadella anchovy tuna shrimp mussel salmon squid basil rocket cherry-tomato \
        tomato-slice mushroom porcini olive-black olive-green onion-ring pepper-strip aubergine courgette artichoke spinach \
        potato corn garlic capers broccoli radicchio pumpkin walnut pistachio pineapple chilli oregano thyme egg french-fries \
        wurstel pear honey truffle
        """.split(separator: " ").map(String.init)

    static func section(_ looks: String...) -> PizzaDrawing.Section {
        PizzaDrawing.Section(layers: looks.map { PizzaDrawing.Layer(look: $0) })
    }

    static func whole(_ looks: String..., seed: UInt64 = 1) -> PizzaDrawing {
        PizzaDrawing(
            crust: .classic, sections: [PizzaDrawing.Section(layers: looks.map { PizzaDrawing.Layer(look: $0) })],
            seed: seed)
    }

    static let margherita = whole("tomato-sauce", "mozzarella", "basil")
    static let capricciosa = whole("tomato-sauce", "mozzarella", "ham", "mushroom", "artichoke", "olive-black")
    static let quattroStagioni = PizzaDrawing(
        crust: .wholemeal,
        sections: [
            section("tomato-sauce", "mozzarella", "ham"), section("tomato-sauce", "mozzarella", "mushroom"),
            section("tomato-sauce", "mozzarella", "artichoke"), section("tomato-sauce", "mozzarella", "olive-black"),
        ], seed: 3)
    /// Far more than any recipe: forty layers of as many looks in each of four quarters, without end.
    static let absurd = PizzaDrawing(
        crust: .cereal,
        sections: (0..<4).map { part in
            PizzaDrawing.Section(
                layers: (0..<40).map { PizzaDrawing.Layer(look: looks[($0 + part * 16) % looks.count], portions: .max) }
            )
        }, seed: .max)

    /// Forty pizzas of one to four sections with nine doubled things each: every look comes up.
    static let busy: [PizzaDrawing] = (0..<40).map { start in
        let sections = (0...(start % 4)).map { part -> PizzaDrawing.Section in
            let first = start * 7 + part * 5
            return PizzaDrawing.Section(
                layers: (first..<first + 9).map { PizzaDrawing.Layer(look: looks[$0 % looks.count], portions: 2) })
        }
        return PizzaDrawing(crust: .cereal, sections: sections, seed: UInt64(start))
    }
}
