public import Kernel

/// How VAT treats a part of a price.
public enum VATNature: Hashable, Sendable {
    /// At the rate of a class.
    case taxed(VATClass)
    /// With the goods, in proportion to their value at each rate: delivery by the seller, something off the whole order.
    case accessory
    /// Not at all: a tip, a deposit.
    case outOfScope
}

extension VATNature: TextCodable {
    /// Reads `taxed:food`, `accessory` or `out-of-scope`; anything else is nil.
    public init?(_ description: String) {
        switch description {
        case "accessory": self = .accessory
        case "out-of-scope": self = .outOfScope
        default:
            guard description.hasPrefix("taxed:"), description.utf8.count > 6 else { return nil }
            self = .taxed(VATClass(rawValue: String(description.dropFirst(6))))
        }
    }

    public var description: String {
        switch self {
        case .taxed(let vatClass): "taxed:\(vatClass.rawValue)"
        case .accessory: "accessory"
        case .outOfScope: "out-of-scope"
        }
    }
}
