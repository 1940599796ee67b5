import Foundation
import Kernel

/// Finds products by words, diet and allergens. The text of each product is folded once, when the menu is made.
public struct MenuFilter: Sendable, Hashable {
    /// Words that must all occur, in any language, in the name, the description or an ingredient.
    public var text: String
    /// Only what vegetarians eat.
    public var vegetarian: Bool
    /// Only what vegans eat.
    public var vegan: Bool
    /// Only what contains none of these.
    public var without: AllergenSet
    /// Also leave out what may contain them.
    public var countsTraces: Bool

    /// Everything, unless said otherwise.
    public init(
        text: String = "", vegetarian: Bool = false, vegan: Bool = false, without: AllergenSet = [],
        countsTraces: Bool = false
    ) {
        self.text = text
        self.vegetarian = vegetarian
        self.vegan = vegan
        self.without = without
        self.countsTraces = countsTraces
    }

    /// Whether it lets everything through.
    public var isEmpty: Bool { self == MenuFilter(countsTraces: countsTraces) }
}

enum MenuSearch {
    /// What a product is searched by: names and descriptions in every language, tags and ingredients, folded.
    static func text(of product: Product, _ ingredients: [Identifier<Ingredient>: Ingredient]) -> [UInt8] {
        let portions = product.pizza?.recipe ?? []
        let texts = [product.name, product.description] + portions.compactMap { ingredients[$0.ingredient]?.name }
        return fold((texts.flatMap { $0.entries.map(\.text) } + product.tags).joined(separator: " "))
    }

    /// Lower case, without accents.
    static func fold(_ text: String) -> [UInt8] {
        Array(text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).utf8)
    }

    /// Whether `needle` occurs in `hay`.
    static func contains(_ hay: [UInt8], _ needle: ArraySlice<UInt8>) -> Bool {
        guard let first = needle.first, hay.count >= needle.count else { return needle.isEmpty }
        for start in 0...(hay.count - needle.count) where hay[start] == first {
            if hay[start..<start + needle.count].elementsEqual(needle) { return true }
        }
        return false
    }
}

extension MenuSnapshot {
    /// The products that a filter lets through, in the order of the menu. At most ten words of at most forty bytes are
    /// looked at.
    public func products(matching filter: MenuFilter) -> [Product] {
        // Split before folding: a no-break space that was pasted in separates words as well.
        let words = filter.text.prefix(200).split(whereSeparator: \.isWhitespace).prefix(10)
            .map { MenuSearch.fold(String($0)).prefix(40) }
        return products.filter { product in
            let facts = facts(of: product)
            if filter.vegan, facts.diet != .vegan { return false }
            if filter.vegetarian, facts.diet != .vegan, facts.diet != .vegetarian { return false }
            if !facts.contains.isDisjoint(with: filter.without) { return false }
            if filter.countsTraces, !facts.mayContain.isDisjoint(with: filter.without) { return false }
            let text = search[product.id] ?? []
            return words.allSatisfy { MenuSearch.contains(text, $0) }
        }
    }

    /// What is in a product as the menu describes it, on its first dough.
    public func facts(of product: Product) -> (diet: Ingredient.Diet, contains: AllergenSet, mayContain: AllergenSet) {
        switch product.kind {
        case .simple(let simple): return (simple.diet, simple.contains, simple.mayContain.subtracting(simple.contains))
        case .pizza(let pizza):
            let dough = doughs.first { pizza.doughs.isEmpty || pizza.doughs.contains($0.id) }
            var contains = dough?.contains ?? []
            var mayContain = dough?.mayContain ?? []
            var diet = Ingredient.Diet.vegan
            for portion in pizza.recipe {
                guard let ingredient = ingredient(portion.ingredient) else { continue }
                contains.formUnion(ingredient.contains)
                mayContain.formUnion(ingredient.mayContain)
                diet = Ingredient.Diet.strictest(diet, ingredient.diet)
            }
            return (diet, contains, mayContain.subtracting(contains))
        }
    }
}

extension Ingredient.Diet {
    /// What a dish is that holds both: meat before fish before vegetarian before vegan.
    static func strictest(_ left: Self, _ right: Self) -> Self {
        allCases.first { $0 == left || $0 == right } ?? left
    }
}
