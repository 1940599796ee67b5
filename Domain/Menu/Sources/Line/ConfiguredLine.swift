public import Kernel

/// What a menu makes of a configuration: everything that anybody wants to know of a line, computed and never stored apart.
public struct ConfiguredLine: Sendable {
    /// The most of one line.
    public static let mostQuantity = 50

    /// What one costs.
    public let unitPrice: Money
    /// What all of them cost.
    public let total: Money
    /// The allergens inside.
    public let contains: AllergenSet
    /// The allergens of which there may be traces; none that are inside.
    public let mayContain: AllergenSet
    /// Who may eat it.
    public let diet: Ingredient.Diet
    /// Kilocalories of one.
    public let kcal: Int
    /// What the kitchen reads.
    public let kitchen: KitchenText
    /// Units of work of all of them, by station; stations with none are left out.
    public let work: [String: Int]
    /// How it is taxed.
    public let vatClass: String
    /// Twelfths of a portion of each ingredient, for all of them: exact for halves, thirds and quarters.
    public let stock: [Identifier<Ingredient>: Int]
}

/// What is said of a line, section by section: names in every language they have, and which change is of which kind. Ready to be kept with
/// the order; the sentences around the names are put in when it is read.
public struct KitchenText: Sendable, Hashable, Codable {
    /// The name of the product, or of all its sections.
    public let name: LocalizedText
    /// The size, for a pizza.
    public let size: LocalizedText?
    /// The dough, when it is not the usual one.
    public let dough: LocalizedText?
    /// The sections of a pizza; one for a whole pizza.
    public let sections: [Section]

    /// What is on one section.
    public struct Section: Sendable, Hashable, Codable {
        /// The recipe's name.
        public let name: LocalizedText
        /// What is left out.
        public let removed: [LocalizedText]
        /// What comes on besides.
        public let added: [LocalizedText]
        /// What comes on twice.
        public let doubled: [LocalizedText]
        /// What takes the place of what.
        public let swapped: [Swapped]
    }

    /// One ingredient in the place of another.
    public struct Swapped: Sendable, Hashable, Codable {
        /// What leaves.
        public let from: LocalizedText
        /// What comes.
        public let to: LocalizedText
    }
}
