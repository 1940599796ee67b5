public import Kernel

/// What a pizza stands on.
public struct Dough: Sendable, Hashable {
    /// Which dough.
    public let id: Identifier<Dough>
    /// Its name in addresses and imports.
    public let slug: String
    /// What people call it.
    public let name: LocalizedText
    /// The allergens that it contains.
    public let contains: AllergenSet
    /// The allergens of which it may hold traces.
    public let mayContain: AllergenSet
    /// Kilocalories of the dough of one pizza of each size; the keys are the sizes that it is made in.
    public let kcal: [Identifier<Size>: Int]
    /// What it costs more on each size; missing is nothing.
    public let surcharge: [Identifier<Size>: Money]
    /// Units of work beyond those of the size.
    public let extraWork: Int
    /// The key of its drawing.
    public let look: String
    /// Whether there is any today.
    public let isAvailable: Bool
    /// Where it stands in lists; the first is what a pizza is made of unless somebody chooses.
    public let sort: Int

    /// A dough from its parts.
    public init(
        id: Identifier<Dough>, slug: String, name: LocalizedText, contains: AllergenSet, mayContain: AllergenSet = [],
        kcal: [Identifier<Size>: Int], surcharge: [Identifier<Size>: Money] = [:], extraWork: Int = 0, look: String,
        isAvailable: Bool = true, sort: Int
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.contains = contains
        self.mayContain = mayContain
        self.kcal = kcal
        self.surcharge = surcharge
        self.extraWork = extraWork
        self.look = look
        self.isAvailable = isAvailable
        self.sort = sort
    }
}

/// How large a pizza is.
public struct Size: Sendable, Hashable {
    /// Which size.
    public let id: Identifier<Size>
    /// Its name in addresses and imports.
    public let slug: String
    /// What people call it.
    public let name: LocalizedText
    /// Across, in centimetres.
    public let diameter: Int
    /// Units of work of one pizza of this size.
    public let work: Int
    /// Where it stands in lists.
    public let sort: Int

    /// A size from its parts.
    public init(id: Identifier<Size>, slug: String, name: LocalizedText, diameter: Int, work: Int, sort: Int) {
        self.id = id
        self.slug = slug
        self.name = name
        self.diameter = diameter
        self.work = work
        self.sort = sort
    }
}

/// A place in the tree of the menu.
public struct Category: Sendable, Hashable {
    /// Which category.
    public let id: Identifier<Category>
    /// Its name in addresses and imports.
    public let slug: String
    /// What people call it.
    public let name: LocalizedText
    /// The category it is part of; nil at the top.
    public let parent: Identifier<Category>?
    /// Where it stands in lists.
    public let sort: Int

    /// A category from its parts.
    public init(
        id: Identifier<Category>, slug: String, name: LocalizedText, parent: Identifier<Category>? = nil, sort: Int
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.parent = parent
        self.sort = sort
    }
}
