public import Kernel

/// Why a configuration cannot be ordered from a menu.
public enum LineProblem: Error, Sendable, Hashable {
    /// There is no such product.
    case unknownProduct
    /// There is no such ingredient.
    case unknownIngredient
    /// The product is sold out.
    case soldOut(LocalizedText)
    /// An ingredient is sold out.
    case ingredientSoldOut(LocalizedText)
    /// The dough is sold out, or there is no such dough.
    case doughSoldOut(LocalizedText)
    /// The pizza does not come in that size.
    case sizeNotOffered(LocalizedText)
    /// The pizza does not come on that dough, or the dough in that size.
    case doughNotOffered(LocalizedText)
    /// A pizza without a size or a dough, or something else with one.
    case notAPizza(LocalizedText)
    /// More sections than the pizza may have.
    case tooManySections(limit: Int)
    /// More additions than a section may have.
    case tooManyExtras(limit: Int)
    /// Fewer ingredients left than a section needs.
    case tooFewToppings(limit: Int)
    /// A change of an ingredient that the recipe does not have, or has already, or that contradicts another change.
    case changeNotApplicable(LocalizedText)
    /// How many: outside 1 … 50.
    case quantity
    /// The price does not fit.
    case overflow

    /// The refusal for the web: kind `conflict` for what is gone since, `invalid` for what never was.
    public var error: AppError {
        switch self {
        case .unknownProduct: .conflict("menu.unknown-product")
        case .unknownIngredient: .conflict("menu.unknown-ingredient")
        case .soldOut(let name): .conflict("menu.sold-out", texts: ["name": name])
        case .ingredientSoldOut(let name): .conflict("menu.ingredient-sold-out", texts: ["name": name])
        case .doughSoldOut(let name): .conflict("menu.dough-sold-out", texts: ["name": name])
        case .sizeNotOffered(let name): .invalid("menu.size-not-offered", texts: ["name": name])
        case .doughNotOffered(let name): .invalid("menu.dough-not-offered", texts: ["name": name])
        case .notAPizza(let name): .invalid("menu.not-a-pizza", texts: ["name": name])
        case .tooManySections(let limit): .invalid("menu.too-many-sections", ["limit": String(limit)])
        case .tooManyExtras(let limit): .invalid("menu.too-many-extras", ["limit": String(limit)])
        case .tooFewToppings(let limit): .invalid("menu.too-few-toppings", ["limit": String(limit)])
        case .changeNotApplicable(let name): .invalid("menu.change-not-applicable", texts: ["name": name])
        case .quantity: .invalid("menu.quantity", ["limit": String(ConfiguredLine.mostQuantity)])
        case .overflow: .invalid("menu.overflow")
        }
    }
}
