public import Kernel
public import Menu
public import Web

/// A configured product as a form or a program sends it. The builder, the cart and the API read the same fields:
///
/// `product`; for a pizza `size`, `dough` and `sections` (`sections.0.recipe`, `.remove`, `.add`, `.double`, `.swaps.0.from`, `.to`).
/// A form has a control `sections.0.topping-…` for each ingredient instead, with the value `-id` (removed), `+id` (added), `*id` (doubled),
/// `id>id` (swapped) or nothing. Without `dough` it is the usual one, without `size` the
/// middle one, without `sections` the product's own recipe.
public struct ConfigurationInput: Sendable {
    private var product: Identifier<Product>?
    private let size: Identifier<Size>?
    private let dough: Identifier<Dough>?
    /// The sections in the order in which they were chosen. A configuration sorts and joins them; who is still choosing must see them stay.
    public private(set) var sections: [LineConfiguration.Section]

    /// Reads the fields. A page that knows its product anyway does not require it to be named.
    public init(_ fields: inout FieldReader, requiresProduct: Bool = true) {
        product = requiresProduct ? fields.id("product") : fields.optionalID("product")
        size = fields.optionalID("size")
        dough = fields.optionalID("dough")
        sections = fields.list("sections", most: 4, Self.section)
    }

    private static func section(_ fields: inout FieldReader) -> LineConfiguration.Section {
        let recipe: Identifier<Product> = fields.id("recipe")
        var removed: [Identifier<Ingredient>] = fields.ids("remove", most: 20)
        var added: [Identifier<Ingredient>] = fields.ids("add", most: 20)
        var doubled: [Identifier<Ingredient>] = fields.ids("double", most: 20)
        var swaps = fields.list("swaps", most: 10) { LineConfiguration.Swap($0.id("from"), for: $0.id("to")) }
        for control in fields.controls(startingWith: "topping-", most: 120) {
            let sides = control.split(separator: ">")
            if sides.count == 2, let from = Identifier<Ingredient>(sides[0]), let to = Identifier<Ingredient>(sides[1])
            {
                swaps.append(LineConfiguration.Swap(from, for: to))
            } else if let id = Identifier<Ingredient>(control.dropFirst()) {
                switch control.first {
                case "-": removed.append(id)
                case "+": added.append(id)
                case "*": doubled.append(id)
                default: fields.refuse("recipe", "not-a-choice")
                }
            } else {
                fields.refuse("recipe", "not-a-choice")
            }
        }
        return LineConfiguration.Section(recipe: recipe, removed: removed, added: added, doubled: doubled, swaps: swaps)
    }

    /// The same choices, on this product where none was named.
    public func of(_ product: Identifier<Product>) -> ConfigurationInput {
        var copy = self
        copy.product = self.product ?? product
        return copy
    }

    /// The same choices on fewer sections: those after the first `most` are left out.
    public func limited(to most: Int) -> ConfigurationInput {
        var copy = self
        copy.sections = Array(sections.prefix(most))
        return copy
    }

    /// The configuration at a menu, with what was not said filled in. Throws `LineProblem` when a product, a recipe or the size is not on that
    /// menu.
    public func configuration(_ menu: MenuSnapshot) throws(LineProblem) -> LineConfiguration {
        guard let product, let found = menu.product(product) else { throw .unknownProduct }
        guard let pizza = found.pizza else {
            if size != nil || dough != nil || !sections.isEmpty { throw .notAPizza(found.name) }
            return LineConfiguration(product: product)
        }
        guard let size = size ?? Self.usualSize(of: pizza, menu), let dough = dough ?? Self.usualDough(of: pizza, menu)
        else {
            throw .notAPizza(found.name)
        }
        guard menu.sizes.contains(where: { $0.id == size }) else { throw .sizeNotOffered(found.name) }
        let all = sections.isEmpty ? [LineConfiguration.Section(recipe: product)] : sections
        for section in all where menu.product(section.recipe)?.pizza == nil { throw .unknownProduct }
        return LineConfiguration(size: size, dough: dough, sections: all)
    }

    /// What a problem of these choices is for whoever made them: it names the field to change, where one is to blame.
    public func refusal(_ problem: LineProblem, _ menu: MenuSnapshot) -> AppError {
        place(of: problem, menu).map { problem.error.at($0) } ?? problem.error
    }

    private func place(of problem: LineProblem, _ menu: MenuSnapshot) -> String? {
        switch problem {
        case .quantity: return "quantity"
        case .overflow: return nil
        case .tooManySections: return "sections"
        case .doughSoldOut, .doughNotOffered: return "dough"
        case .sizeNotOffered: return "size"
        case .notAPizza where sections.isEmpty: return size == nil && dough != nil ? "dough" : "size"
        default: break
        }
        guard let product, menu.product(product) != nil else { return "product" }
        let wrong = sections.indices.first { index in
            var alone = self
            alone.sections = [sections[index]]
            do throws(LineProblem) {
                _ = try menu.line(for: try alone.configuration(menu), quantity: 1)
                return false
            } catch {
                return error == problem
            }
        }
        return wrong.map { "sections.\($0)" } ?? "product"
    }

    /// The size that a pizza is taken in unless somebody chooses: the middle one of those it comes in.
    public static func usualSize(of pizza: Product.Pizza, _ menu: MenuSnapshot) -> Identifier<Size>? {
        let offered = menu.sizes.filter { pizza.prices[$0.id] != nil }
        return offered.isEmpty ? nil : offered[(offered.count - 1) / 2].id
    }

    /// The dough that a pizza is made of unless somebody chooses: the first that there is today.
    public static func usualDough(of pizza: Product.Pizza, _ menu: MenuSnapshot) -> Identifier<Dough>? {
        let offered = menu.doughs.filter { pizza.doughs.isEmpty || pizza.doughs.contains($0.id) }
        return (offered.first(where: \.isAvailable) ?? offered.first)?.id
    }
}
