public import HTML

/// A picture for what is not a pizza, so that nothing on the menu is without one.
public struct ProductDrawing: Hashable, Sendable {
    /// What there are pictures of.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Drinks: a soft drink in glass, one in a can, a beer, wine with its glass, mineral water.
        case bottle, can, beer, wine, water
        /// After the meal: a panna cotta for any dessert, a tiramisù, an espresso.
        case dessert, tiramisu, coffee
        /// Before and beside it: chips, croquettes, a bowl of salad.
        case fries, crocchetta, salad
        /// A folded pizza, for one whose recipe is not known.
        case calzone
        /// A plate with a cover, for anything else.
        case plate

        /// The kind of that name, or a plate.
        public init(look: String) { self = Kind(rawValue: look) ?? .plate }
    }

    /// What is drawn.
    public var kind: Kind

    /// A picture of that kind.
    public init(kind: Kind) { self.kind = kind }

    /// The picture as one `<svg>` element with a `viewBox` and no size of its own, fit for 40 to 320 pixels.
    ///
    /// It follows the rules of `PizzaDrawing.svg`, and but for the calzone has no ids at all.
    ///
    /// - Parameter title: What a screen reader says. When empty, the picture is marked as decoration.
    public func svg(title: String) -> HTML {
        if kind == .calzone { return Self.calzone.svg(title: title, kind: .calzone) }
        var art = Markup(prefix: [], capacity: 2_500)
        art.add("<g stroke-linecap=\"round\" stroke-linejoin=\"round\">")
        art.add(kind.shapes)
        art.add("</g>")
        return Frame.svg(viewBox: "0 0 320 320", title: title, defs: nil, art: art)
    }

    private static let calzone = PizzaDrawing(
        crust: .classic,
        sections: [
            PizzaDrawing.Section(
                layers: ["tomato-sauce", "mozzarella", "ham", "basil"].map { PizzaDrawing.Layer(look: $0) })
        ], seed: 5)
}

extension ProductDrawing.Kind {
    /// The shapes, from the ground up.
    fileprivate var shapes: String {
        switch self {
        case .bottle: DrinkShapes.bottle
        case .can: DrinkShapes.can
        case .beer: DrinkShapes.beer
        case .wine: DrinkShapes.wine
        case .water: DrinkShapes.water
        case .coffee: SweetShapes.coffee
        case .dessert: SweetShapes.dessert
        case .tiramisu: SweetShapes.tiramisu
        case .fries: SideShapes.fries
        case .crocchetta: SideShapes.crocchetta
        case .salad: SideShapes.salad
        case .calzone, .plate: SideShapes.plate
        }
    }
}
