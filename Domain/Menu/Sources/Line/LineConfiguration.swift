public import Kernel

/// What somebody orders: a product, and for a pizza its size, its dough, and one to four sections. Price, stock use, allergens,
/// energy, texts and work all follow from this value and a menu; nothing else is stored of a pizza.
///
/// It is canonical: sections and changes are sorted, so that equal pizzas are equal values and the order of the halves means nothing.
public struct LineConfiguration: Sendable, Hashable {
    /// What.
    public let product: Identifier<Product>
    /// How large; nil for what is no pizza.
    public let size: Identifier<Size>?
    /// On which dough; nil for what is no pizza.
    public let dough: Identifier<Dough>?
    /// The sections; one is a whole pizza, none is what is no pizza.
    public let sections: [Section]

    /// An equal part of a pizza.
    public struct Section: Sendable, Hashable, Comparable {
        /// The product whose recipe it has.
        public let recipe: Identifier<Product>
        /// What is left out.
        public let removed: [Identifier<Ingredient>]
        /// What comes on besides.
        public let added: [Identifier<Ingredient>]
        /// What of the recipe comes on twice.
        public let doubled: [Identifier<Ingredient>]
        /// What takes the place of what.
        public let swaps: [Swap]

        /// A section; each list is sorted and freed of repetitions.
        public init(
            recipe: Identifier<Product>, removed: [Identifier<Ingredient>] = [], added: [Identifier<Ingredient>] = [],
            doubled: [Identifier<Ingredient>] = [], swaps: [Swap] = []
        ) {
            self.recipe = recipe
            self.removed = Array(Set(removed)).sorted()
            self.added = Array(Set(added)).sorted()
            self.doubled = Array(Set(doubled)).sorted()
            self.swaps = Array(Set(swaps)).sorted()
        }

        /// Whether it is the recipe as it stands.
        public var isPlain: Bool { removed.isEmpty && added.isEmpty && doubled.isEmpty && swaps.isEmpty }

        public static func < (left: Section, right: Section) -> Bool {
            if left.recipe != right.recipe { return left.recipe < right.recipe }
            return left.text < right.text
        }
    }

    /// One ingredient in the place of another.
    public struct Swap: Sendable, Hashable, Comparable {
        /// What leaves.
        public let from: Identifier<Ingredient>
        /// What comes.
        public let to: Identifier<Ingredient>

        /// `to` for `from`.
        public init(_ from: Identifier<Ingredient>, for to: Identifier<Ingredient>) {
            self.from = from
            self.to = to
        }

        public static func < (left: Swap, right: Swap) -> Bool { (left.from, left.to) < (right.from, right.to) }
    }

    /// Something that is no pizza.
    public init(product: Identifier<Product>) {
        self.product = product
        size = nil
        dough = nil
        sections = []
    }

    /// A pizza. Sections that are the same join to larger ones where all can: four of one kind are a whole pizza, two and two are
    /// halves, two and one stay thirds. Its product is the recipe of the first section.
    public init(size: Identifier<Size>, dough: Identifier<Dough>, sections: [Section]) {
        let sorted = sections.sorted()
        let joined = Dictionary(grouping: sorted) { $0 }.values.reduce(0) { Self.commonDivisor($0, $1.count) }
        self.sections = stride(from: 0, to: sorted.count, by: max(joined, 1)).map { sorted[$0] }
        product = sorted.first?.recipe ?? Identifier(high: 0, low: 0)
        self.size = size
        self.dough = dough
    }

    /// The greatest common divisor by Euclid's algorithm.
    private static func commonDivisor(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}

extension LineConfiguration {
    /// The compact text that rows keep: `product`, or `size;dough;section;…` with a section as `recipe,-removed,+added,*doubled,from>to`.
    public var text: String {
        guard let size, let dough else { return product.description }
        return ([size.description, dough.description] + sections.map(\.text)).joined(separator: ";")
    }

    /// Reads that text; anything else is nil. Bounded: at most four sections of sixty changes.
    ///
    /// It works on bytes: a cart reads each of its lines with every request, and splitting by characters took ten times as long.
    public init?(text: String) {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        if parts.count == 1 {
            guard let product = Identifier<Product>(utf8: parts[0]) else { return nil }
            self.init(product: product)
            return
        }
        guard (3...6).contains(parts.count), let size = Identifier<Size>(utf8: parts[0]),
            let dough = Identifier<Dough>(utf8: parts[1])
        else { return nil }
        var sections: [Section] = []
        for part in parts.dropFirst(2) {
            guard let section = Section(utf8: part) else { return nil }
            sections.append(section)
        }
        self.init(size: size, dough: dough, sections: sections)
    }
}

extension LineConfiguration.Section {
    fileprivate var text: String {
        var text = recipe.description
        for id in removed { text += ",-\(id)" }
        for id in added { text += ",+\(id)" }
        for id in doubled { text += ",*\(id)" }
        for swap in swaps { text += ",\(swap.from)>\(swap.to)" }
        return text
    }

    fileprivate init?(utf8: ArraySlice<UInt8>) {
        let parts = utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard let first = parts.first, let recipe = Identifier<Product>(utf8: first), parts.count <= 61 else {
            return nil
        }
        var lists: [UInt8: [Identifier<Ingredient>]] = [:]
        var swaps: [LineConfiguration.Swap] = []
        for part in parts.dropFirst() {
            switch part.first {
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
                guard let mark = part.first, let id = Identifier<Ingredient>(utf8: part.dropFirst()) else { return nil }
                lists[mark, default: []].append(id)
            default:
                let sides = part.split(separator: UInt8(ascii: ">"), omittingEmptySubsequences: false)
                guard sides.count == 2, let from = Identifier<Ingredient>(utf8: sides[0]),
                    let to = Identifier<Ingredient>(utf8: sides[1])
                else { return nil }
                swaps.append(LineConfiguration.Swap(from, for: to))
            }
        }
        self.init(
            recipe: recipe, removed: lists[UInt8(ascii: "-")] ?? [], added: lists[UInt8(ascii: "+")] ?? [],
            doubled: lists[UInt8(ascii: "*")] ?? [], swaps: swaps)
    }
}
