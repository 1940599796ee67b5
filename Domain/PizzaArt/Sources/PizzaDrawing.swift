public import HTML

/// A pizza as a picture: what it is made of, and a seed that decides where each piece lies.
///
/// The same value gives the same markup, byte for byte, on every machine and in every process; so a drawing can be
/// cached by its value, and a topping that is added lands without the others jumping about.
public struct PizzaDrawing: Hashable, Sendable {
    /// The dough of the rim.
    public enum Crust: String, CaseIterable, Hashable, Sendable {
        /// Wheat flour: golden, charred in spots.
        case classic
        /// Browner, with flecks of bran.
        case wholemeal
        /// Paler and smoother.
        case glutenFree = "gluten-free"
        /// Golden brown, strewn with seeds.
        case cereal

        /// The crust of that name, or the classic one.
        public init(look: String) { self = Crust(rawValue: look) ?? .classic }
    }

    /// One thing that lies on a section.
    public struct Layer: Hashable, Sendable {
        /// The key of its look, such as `cherry-tomato`. What is not known is drawn as a neutral piece.
        public var look: String
        /// How much of it: 1 is normal, 2 doubled. Above 3 nothing more is drawn, at 0 and below nothing at all.
        public var portions: Int

        /// A thing and how much of it.
        public init(look: String, portions: Int = 1) {
            self.look = look
            self.portions = portions
        }
    }

    /// The whole pizza, or one of its halves, thirds or quarters.
    public struct Section: Hashable, Sendable {
        /// From the bottom up: sauce, cheese, toppings. Herbs are drawn on top wherever they stand.
        public var layers: [Layer]

        /// A section with its layers from the bottom up.
        public init(layers: [Layer]) { self.layers = layers }
    }

    /// What is drawn.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Round and open.
        case pizza
        /// Folded and sealed, with a spoonful of its sauce and toppings on its back.
        case calzone
    }

    /// How finely it is drawn.
    public enum Detail: Hashable, Sendable {
        /// For 160 pixels and more; at most 14 KB.
        case full
        /// For 40 to 96 pixels: fewer and bolder shapes; at most 3.5 KB.
        case small
    }

    /// The dough.
    public var crust: Crust
    /// One to four. The first ends at twelve o'clock, on the left; the others follow clockwise.
    public var sections: [Section]
    /// Decides the irregularities: two pizzas of one recipe but of different seeds are two pizzas.
    public var seed: UInt64

    /// A pizza of one to four sections. None is an empty base; a fifth and further are not drawn.
    public init(crust: Crust, sections: [Section], seed: UInt64) {
        self.crust = crust
        self.sections = sections
        self.seed = seed
    }

    /// The picture as one `<svg>` element with a `viewBox` and no size of its own.
    ///
    /// It holds to a strict content security policy: presentation attributes only, no style, script or reference to
    /// anything outside. Its ids are derived from its content, so equal drawings on a page share them harmlessly.
    ///
    /// - Parameters:
    ///   - title: What a screen reader says. When empty, the picture is marked as decoration.
    ///   - detail: How finely it is drawn.
    ///   - kind: Open or folded.
    public func svg(title: String, detail: Detail = .full, kind: Kind = .pizza) -> HTML {
        var painter = PizzaPainter(self, detail: detail, kind: kind)
        switch kind {
        case .pizza: painter.paintPizza()
        case .calzone: painter.paintCalzone()
        }
        return painter.finish(title: title)
    }
}
