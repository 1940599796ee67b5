public import Kernel

/// What goes on a pizza.
public struct Ingredient: Sendable, Hashable {
    /// Who may eat it.
    public enum Diet: String, Sendable, Hashable, Codable, CaseIterable {
        case meat, fish, vegetarian, vegan
    }

    /// Which ingredient.
    public let id: Identifier<Ingredient>
    /// Its name in addresses and imports.
    public let slug: String
    /// What people call it.
    public let name: LocalizedText
    /// The allergens that it contains.
    public let contains: AllergenSet
    /// The allergens of which it may hold traces.
    public let mayContain: AllergenSet
    /// Who may eat it.
    public let diet: Diet
    /// Kilocalories of 100 grams.
    public let kcalPer100g: Int
    /// Grams of one portion on a pizza of each size.
    public let grams: [Identifier<Size>: Int]
    /// What a portion more costs on a pizza of each size; a size that is missing offers it not as an extra.
    public let extraPrice: [Identifier<Size>: Money]
    /// The key of its drawing.
    public let look: String
    /// Ingredients of one group may take each other's place; nil for none.
    public let swapGroup: String?
    /// Whether there is any today.
    public let isAvailable: Bool

    /// An ingredient from its parts.
    public init(
        id: Identifier<Ingredient>, slug: String, name: LocalizedText, contains: AllergenSet = [],
        mayContain: AllergenSet = [],
        diet: Diet, kcalPer100g: Int, grams: [Identifier<Size>: Int], extraPrice: [Identifier<Size>: Money],
        look: String,
        swapGroup: String? = nil, isAvailable: Bool = true
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.contains = contains
        self.mayContain = mayContain
        self.diet = diet
        self.kcalPer100g = kcalPer100g
        self.grams = grams
        self.extraPrice = extraPrice
        self.look = look
        self.swapGroup = swapGroup
        self.isAvailable = isAvailable
    }

    /// Kilocalories of a portion on a pizza of a size.
    func kcal(on size: Identifier<Size>) -> Int { (grams[size] ?? 0) * kcalPer100g / 100 }
}
