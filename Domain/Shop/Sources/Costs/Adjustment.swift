public import Kernel

/// One part of what an order costs: the goods, the way to the door, something off, a tip. What is owed is the sum of all parts.
public struct Adjustment: Hashable, Sendable, Codable {
    /// What sort of part it is. A feature may have one of its own.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
        /// A slug, `discount`.
        public let rawValue: String

        /// A kind by its slug.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// What is sold, one part for each class of VAT.
        public static let goods = Kind(rawValue: "goods")
        /// Bringing it.
        public static let delivery = Kind(rawValue: "delivery")
        /// Something off, so a negative amount.
        public static let discount = Kind(rawValue: "discount")
        /// A charge for something else, such as a bag.
        public static let fee = Kind(rawValue: "fee")
        /// A present to whoever works here.
        public static let tip = Kind(rawValue: "tip")
        /// What is given back with the bottle.
        public static let deposit = Kind(rawValue: "deposit")
    }

    /// How a part is called where people read it.
    public enum Label: Hashable, Sendable {
        /// A sentence of the product, with what it wants to say.
        case sentence(key: String, arguments: [String: String])
        /// What the owner wrote, such as the name of a coupon.
        case written(text: LocalizedText)

        /// A sentence without arguments.
        public static func sentence(_ key: String) -> Label { .sentence(key: key, arguments: [:]) }
    }

    /// What sort of part it is.
    public let kind: Kind
    /// What it came from, for machines: the class of the goods, a coupon's code.
    public let code: String
    /// How it is called where people read it.
    public let label: Label
    /// What it adds to the total, VAT included; negative for something off.
    public let amount: Money
    /// How VAT treats it.
    public let vat: VATNature

    /// A part of what an order costs.
    public init(_ kind: Kind, code: String, label: Label, amount: Money, vat: VATNature) {
        self.kind = kind
        self.code = code
        self.label = label
        self.amount = amount
        self.vat = vat
    }

    /// Whether both are the same part at the same price, however they are called.
    public func isSame(as other: Adjustment) -> Bool {
        kind == other.kind && code == other.code && amount == other.amount && vat == other.vat
    }
}

/// A sentence without arguments, which most are, is the text of its key.
extension Adjustment.Label: Codable {
    private enum Key: String, CodingKey { case key, arguments, text }

    /// Reads what `encode` writes; throws `DecodingError`.
    public init(from decoder: any Decoder) throws {
        if let key = try? decoder.singleValueContainer().decode(String.self) {
            self = .sentence(key)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        if let text = try container.decodeIfPresent(LocalizedText.self, forKey: .text) {
            self = .written(text: text)
        } else {
            self = .sentence(
                key: try container.decode(String.self, forKey: .key),
                arguments: try container.decode([String: String].self, forKey: .arguments))
        }
    }

    /// Writes `"key"`, `{"arguments": {…}, "key": "key"}` or `{"text": {…}}`.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .sentence(let key, let arguments) where arguments.isEmpty:
            var container = encoder.singleValueContainer()
            try container.encode(key)
        case .sentence(let key, let arguments):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(arguments, forKey: .arguments)
            try container.encode(key, forKey: .key)
        case .written(let text):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(text, forKey: .text)
        }
    }
}
