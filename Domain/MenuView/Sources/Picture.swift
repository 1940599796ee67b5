public import HTML
import Kernel
public import Menu
public import PizzaArt

/// What a line is drawn from: kept with an order, so that its ticket looks the same whatever becomes of the menu.
public enum Picture: Sendable, Hashable, Codable {
    /// A pizza: the look of its dough, and of each section its layers from below.
    case pizza(dough: String, sections: [[Layer]], isFolded: Bool)
    /// Anything else, by the key of its drawing.
    case product(look: String)

    /// Some portions of an ingredient's look.
    public struct Layer: Sendable, Hashable, Codable {
        /// The key of the drawing.
        public let look: String
        /// How many portions.
        public let portions: Int
    }

    /// The picture of a configuration. What the menu no longer knows is left out.
    public init(_ configuration: LineConfiguration, _ menu: MenuSnapshot) {
        guard let dough = configuration.dough, !configuration.sections.isEmpty else {
            self = .product(look: menu.product(configuration.product)?.look ?? "")
            return
        }
        let sections = configuration.sections.map { Self.layers(of: $0, menu) }
        let isFolded = menu.product(configuration.product)?.pizza?.isFolded ?? false
        self = .pizza(dough: menu.dough(dough)?.look ?? "", sections: sections, isFolded: isFolded)
    }

    /// The picture of a product as the menu describes it.
    public init(_ product: Product, _ menu: MenuSnapshot) {
        guard let pizza = product.pizza else {
            self = .product(look: product.look)
            return
        }
        let layers = Self.layers(of: LineConfiguration.Section(recipe: product.id), menu)
        self = .pizza(dough: menu.doughs.first?.look ?? "", sections: [layers], isFolded: pizza.isFolded)
    }

    private static func layers(of section: LineConfiguration.Section, _ menu: MenuSnapshot) -> [Layer] {
        var layers: [Layer] = []
        func put(_ id: Identifier<Ingredient>, _ portions: Int) {
            if let look = menu.ingredient(id)?.look { layers.append(Layer(look: look, portions: portions)) }
        }
        for portion in menu.product(section.recipe)?.pizza?.recipe ?? [] {
            if section.removed.contains(portion.ingredient) { continue }
            if let swap = section.swaps.first(where: { $0.from == portion.ingredient }) {
                put(swap.to, portion.portions)
            } else {
                put(portion.ingredient, portion.portions + (section.doubled.contains(portion.ingredient) ? 1 : 0))
            }
        }
        for id in section.added { put(id, 1) }
        return layers
    }

    /// The drawing. `seed` decides how the toppings fall; the same seed draws the same pizza.
    public func svg(title: String, detail: PizzaDrawing.Detail = .small, seed: UInt64 = 1) -> HTML {
        Self.drawn.value(for: Key(picture: self, title: title, isSmall: detail == .small, seed: seed)) {
            draw(title: title, detail: detail, seed: seed)
        }
    }

    private struct Key: Hashable {
        let picture: Picture
        let title: String
        let isSmall: Bool
        let seed: UInt64
    }

    /// Drawings that were made before, some ten megabytes at most: many people order the same pizzas.
    private static let drawn = Memo<Key, HTML>(most: 1000)

    private func draw(title: String, detail: PizzaDrawing.Detail, seed: UInt64) -> HTML {
        switch self {
        case .product(let look): return ProductDrawing(kind: .init(look: look)).svg(title: title)
        case .pizza(let dough, let sections, let isFolded):
            let drawing = PizzaDrawing(
                crust: .init(look: dough),
                sections: sections.map {
                    PizzaDrawing.Section(layers: $0.map { .init(look: $0.look, portions: $0.portions) })
                },
                seed: seed)
            return drawing.svg(title: title, detail: detail, kind: isFolded ? .calzone : .pizza)
        }
    }
}
