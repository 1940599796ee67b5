/// The fourteen groups of substances that must be declared: Regulation (EU) No 1169/2011, Annex II, in its order.
public enum Allergen: String, CaseIterable, Sendable, Hashable, Codable {
    case gluten, crustaceans, eggs, fish, peanuts, soybeans, milk, nuts, celery, mustard, sesame, sulphites, lupin,
        molluscs

    /// The place in Annex II, from 1.
    public var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// Names the sentence that says what people call it: `menu.allergen.gluten`.
    public var key: String { Self.keys[self] ?? "" }

    private static let keys = Dictionary(uniqueKeysWithValues: allCases.map { ($0, "menu.allergen.\($0.rawValue)") })
}

/// A set of allergens in one word. Its JSON is the sorted list of names.
public struct AllergenSet: SetAlgebra, Sendable, Hashable, Sequence {
    private var bits: UInt16

    /// No allergen.
    public init() { bits = 0 }

    /// The given allergens.
    public init(_ allergens: some Sequence<Allergen>) { bits = allergens.reduce(0) { $0 | Self.bit($1) } }

    public init(arrayLiteral elements: Allergen...) { self.init(elements) }

    private init(bits: UInt16) { self.bits = bits }
    private static func bit(_ allergen: Allergen) -> UInt16 { 1 << UInt16(allergen.number - 1) }

    /// In the order of Annex II.
    public func makeIterator() -> IndexingIterator<[Allergen]> { Allergen.allCases.filter(contains).makeIterator() }

    public func contains(_ member: Allergen) -> Bool { bits & Self.bit(member) != 0 }
    public func union(_ other: AllergenSet) -> AllergenSet { AllergenSet(bits: bits | other.bits) }
    public func intersection(_ other: AllergenSet) -> AllergenSet { AllergenSet(bits: bits & other.bits) }
    public func symmetricDifference(_ other: AllergenSet) -> AllergenSet { AllergenSet(bits: bits ^ other.bits) }
    public mutating func formUnion(_ other: AllergenSet) { bits |= other.bits }
    public mutating func formIntersection(_ other: AllergenSet) { bits &= other.bits }
    public mutating func formSymmetricDifference(_ other: AllergenSet) { bits ^= other.bits }

    @discardableResult public mutating func insert(_ new: Allergen) -> (inserted: Bool, memberAfterInsert: Allergen) {
        let was = contains(new)
        bits |= Self.bit(new)
        return (!was, new)
    }

    @discardableResult public mutating func remove(_ member: Allergen) -> Allergen? {
        guard contains(member) else { return nil }
        bits &= ~Self.bit(member)
        return member
    }

    @discardableResult public mutating func update(with new: Allergen) -> Allergen? {
        insert(new).inserted ? nil : new
    }
}

extension AllergenSet: Codable {
    /// Reads a list of names.
    public init(from decoder: any Decoder) throws { self.init(try [Allergen](from: decoder)) }
    /// Writes the names in the order of Annex II.
    public func encode(to encoder: any Encoder) throws { try Array(self).encode(to: encoder) }
}
