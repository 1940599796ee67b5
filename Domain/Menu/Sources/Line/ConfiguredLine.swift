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

/// What the kitchen reads of a line, section by section, in both languages of the product. Ready to be kept with the order.
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

        /// What makes it differ from the recipe, on one line: `senza cipolla, con bufala, doppio prosciutto`.
        public func changes(_ language: Language) -> String {
            let (without, with, double, insteadOf) =
                language == .it ? ("senza", "con", "doppio", "al posto di") : ("no", "add", "double", "instead of")
            return
                (removed.map { "\(without) \($0(language))" } + added.map { "\(with) \($0(language))" }
                + doubled.map { "\(double) \($0(language))" }
                + swapped.map { "\($0.to(language)) \(insteadOf) \($0.from(language))" }).joined(separator: ", ")
        }
    }

    /// One ingredient in the place of another.
    public struct Swapped: Sendable, Hashable, Codable {
        /// What leaves.
        public let from: LocalizedText
        /// What comes.
        public let to: LocalizedText
    }

    /// What the customer reads below the name: size, dough, and the changes of each section.
    public func details(_ language: Language) -> String {
        let head = [size, dough].compactMap { $0?(language) }
        let parts = sections.compactMap { section -> String? in
            let changes = section.changes(language)
            if changes.isEmpty { return nil }
            return sections.count > 1 ? "\(section.name(language)): \(changes)" : changes
        }
        return (head + parts).joined(separator: " · ")
    }
}
