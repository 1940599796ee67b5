public import Kernel

/// Something that is sold.
public struct Product: Sendable, Hashable {
    /// What kind of thing it is.
    public enum Kind: Sendable, Hashable {
        /// Made to order from a dough and a recipe.
        case pizza(Pizza)
        /// As it is: a drink, a dessert, something fried.
        case simple(Simple)
    }

    /// How a pizza is made and what may be changed.
    public struct Pizza: Sendable, Hashable {
        /// The price of each size that it comes in.
        public let prices: [Identifier<Size>: Money]
        /// The doughs that it comes on; empty means all.
        public let doughs: Set<Identifier<Dough>>
        /// What goes on it, in the order it goes on.
        public let recipe: [Portion]
        /// The fewest ingredients that must remain on each section.
        public let leastToppings: Int
        /// The most portions that may be added to each section.
        public let mostExtras: Int
        /// How many sections it may have, 1 … 4; 1 is a whole pizza only.
        public let mostSections: Int
        /// How it is drawn and baked: flat, or folded.
        public let isFolded: Bool

        /// A pizza from its parts.
        public init(
            prices: [Identifier<Size>: Money], doughs: Set<Identifier<Dough>> = [], recipe: [Portion],
            leastToppings: Int = 0,
            mostExtras: Int = 8, mostSections: Int = 4, isFolded: Bool = false
        ) {
            self.prices = prices
            self.doughs = doughs
            self.recipe = recipe
            self.leastToppings = leastToppings
            self.mostExtras = mostExtras
            self.mostSections = mostSections
            self.isFolded = isFolded
        }
    }

    /// Some portions of an ingredient.
    public struct Portion: Sendable, Hashable {
        /// Of what.
        public let ingredient: Identifier<Ingredient>
        /// How many, 1 … 4.
        public let portions: Int

        /// One portion unless said otherwise.
        public init(_ ingredient: Identifier<Ingredient>, _ portions: Int = 1) {
            self.ingredient = ingredient
            self.portions = portions
        }
    }

    /// A thing that is sold as it is.
    public struct Simple: Sendable, Hashable {
        /// What it costs.
        public let price: Money
        /// The allergens that it contains.
        public let contains: AllergenSet
        /// The allergens of which it may hold traces.
        public let mayContain: AllergenSet
        /// Kilocalories of one.
        public let kcal: Int
        /// Who may eat it.
        public let diet: Ingredient.Diet
        /// Units of work at its station.
        public let work: Int

        /// A thing from its parts.
        public init(
            price: Money, contains: AllergenSet = [], mayContain: AllergenSet = [], kcal: Int,
            diet: Ingredient.Diet = .vegan,
            work: Int = 0
        ) {
            self.price = price
            self.contains = contains
            self.mayContain = mayContain
            self.kcal = kcal
            self.diet = diet
            self.work = work
        }
    }

    /// Which product.
    public let id: Identifier<Product>
    /// Its name in addresses.
    public let slug: String
    /// What people call it.
    public let name: LocalizedText
    /// What makes one hungry for it.
    public let description: LocalizedText
    /// Where it stands in the menu.
    public let category: Identifier<Category>
    /// What kind of thing it is.
    public let kind: Kind
    /// Where it is made: `oven`, `fryer`, `bar` …
    public let station: String
    /// How it is taxed: `food`, `drink`, `alcohol` …
    public let vatClass: String
    /// Words to find it by: `spicy`, `new`, `winter` …
    public let tags: [String]
    /// Whether it can be ordered today.
    public let isAvailable: Bool
    /// Where it stands in its category.
    public let sort: Int
    /// The key of its drawing, for what is no pizza.
    public let look: String

    /// A product from its parts.
    public init(
        id: Identifier<Product>, slug: String, name: LocalizedText, description: LocalizedText,
        category: Identifier<Category>, kind: Kind, station: String, vatClass: String, tags: [String] = [],
        isAvailable: Bool = true, sort: Int, look: String = ""
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.description = description
        self.category = category
        self.kind = kind
        self.station = station
        self.vatClass = vatClass
        self.tags = tags
        self.isAvailable = isAvailable
        self.sort = sort
        self.look = look
    }

    /// The pizza, if it is one.
    public var pizza: Pizza? { if case .pizza(let pizza) = kind { pizza } else { nil } }
}
