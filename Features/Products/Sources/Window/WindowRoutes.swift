import Contracts
import HTML
import Kernel
import Menu
import MenuView
import Web

/// `/menu`: the shop window. `/menu/{slug}`: one product, and the builder. `/configurations`: what a configuration costs and contains.
struct WindowRoutes: Sendable {
    let menus: CurrentByScope<MenuSnapshot>
    let pageVersion: @Sendable (Identifier<Scope>?) -> String
    /// Some ten megabytes at most.
    private let drawn = Memo<SectionPanel.Place, HTML>(most: 600)

    init(menus: CurrentByScope<MenuSnapshot>, pageVersion: @escaping @Sendable (Identifier<Scope>?) -> String) {
        self.menus = menus
        self.pageVersion = pageVersion
    }

    /// What is looked for.
    struct Search: Input {
        var filter: MenuFilter

        init(_ fields: inout FieldReader) {
            filter = MenuFilter(text: fields.optionalText("text", limit: 80) ?? "")
            filter.vegetarian = fields.flag("vegetarian")
            filter.vegan = fields.flag("vegan")
            filter.countsTraces = fields.flag("traces")
            filter.without = AllergenSet(fields.choices("without", of: Allergen.self, most: 14))
        }
    }

    /// The builder's choices, as its form, a link or a program sends them.
    struct Choices: Input {
        let configuration: ConfigurationInput
        let quantity: Int

        init(_ fields: inout FieldReader) {
            configuration = ConfigurationInput(&fields)
            quantity = fields.int("quantity", 1...ConfiguredLine.mostQuantity, default: 1)
        }
    }

    private var version: @Sendable (Identifier<Scope>?) -> String {
        { [menus, pageVersion] scope in String(menus.read(scope) { $0.version }) + "|" + pageVersion(scope) }
    }

    var routes: [Route] {
        [
            .get(
                "/menu", "The menu, or what of it a search finds.", query: Search.self, answer: MenuAnswer.self,
                policy: .shared(version)
            ) {
                call, search in
                let menu = menus[call.scope]
                var page = MenuPage(call: call, menu: menu, filter: search.filter)
                if call.face == .page { page.above = await call.content(of: .aboveMenu) }
                let shown = page
                return .value(
                    MenuAnswer(menu, search.filter, call.language), call, page: { shown.page },
                    fragment: { shown.results })
            },
            .get(
                "/menu/{slug}", "One product, and the builder.", answer: MenuAnswer.Item.self, refusals: [.notFound],
                policy: .shared(version)
            ) { call in try await product(call) },
            .change(
                .post, "/configurations", "What a configured product costs and contains.", body: Choices.self,
                answer: LineView.self, refusals: [.conflict]
            ) { call, choices in
                let menu = menus[call.scope]
                do throws(LineProblem) {
                    let configuration = try choices.configuration.configuration(menu)
                    if call.face == .fragment { return .fragment(pieces(configuration, choices, call, menu)) }
                    return .json(LineView(try menu.line(for: configuration, quantity: choices.quantity), call.words))
                } catch {
                    throw choices.configuration.refusal(error, menu)
                }
            },
        ]
    }

    /// The pieces of the builder that a choice changes; what cannot be ordered is said in the price's place.
    private func pieces(
        _ configuration: LineConfiguration, _ choices: Choices, _ call: Call, _ menu: MenuSnapshot
    ) -> HTML {
        let builder = Builder(
            call, menu, configuration, quantity: choices.quantity, chosen: choices.configuration.sections, drawn: drawn)
        return call.changesPanels ? builder.live + builder.panelsOutOfBand : builder.live
    }

    private func product(_ call: Call) async throws -> Reply {
        let menu = menus[call.scope]
        guard let product = menu.product(slug: try call.parameter("slug")) else {
            throw AppError.notFound("menu.unknown-product")
        }
        if call.face == .json { return .json(MenuAnswer.Item(product, menu, call.language)) }
        let below = await call.content(of: .belowProduct, product.id)
        guard let pizza = product.pizza else {
            return .page(SimplePage(call: call, menu: menu, product: product, below: below).page)
        }
        let plain = LineConfiguration.Section(recipe: product.id)
        guard let size = ConfigurationInput.usualSize(of: pizza, menu),
            let dough = ConfigurationInput.usualDough(of: pizza, menu)
        else { throw AppError.notFound("menu.unknown-product") }
        let usual = LineConfiguration(size: size, dough: dough, sections: [plain])
        // The builder's own form, or a line of the cart, may come back in the query. Nonsense there shows the plain product.
        let given = try? call.query(BuilderQuery.self)
        var configuration = usual
        var chosen: [LineConfiguration.Section] = []
        if call.hasQuery, let asked = given?.choices(product.id), let usable = try? asked.configuration(menu) {
            configuration = usable
            chosen = asked.sections
        }
        let sections = max(given?.parts ?? 1, 1)
        let builder = Builder(
            call, menu, configuration, quantity: given?.quantity ?? 1, panels: sections, chosen: chosen,
            line: given?.line, note: given?.note, product: product, drawn: drawn)
        return .page(builder.page(below: below))
    }
}

/// What the address of a product's page may carry: the choices of the builder, and the line of the cart that is being changed.
struct BuilderQuery: Input {
    /// How many sections there are to be; 0 for as many as are chosen.
    let parts: Int
    let quantity: Int
    let note: String?
    let line: String?
    private let configuration: ConfigurationInput?

    init(_ fields: inout FieldReader) {
        parts = fields.int("parts", 0...4, default: 0)
        quantity = fields.int("quantity", 1...ConfiguredLine.mostQuantity, default: 1)
        note = fields.optionalText("note", limit: 200)
        // It becomes part of an address, so that nothing but an id may stand in it.
        line = fields.optionalID("line", of: BuilderQuery.self)?.description
        configuration = ConfigurationInput(&fields, requiresProduct: false)
    }

    /// The choices, on the product of the page where none is named.
    func choices(_ product: Identifier<Product>) -> ConfigurationInput? {
        configuration?.of(product).limited(to: parts == 0 ? 4 : parts)
    }
}

extension Call {
    /// Whether the control that was touched decides which toppings there are to choose: the size, or the recipe of a section.
    /// A topping's own choice changes the picture and the price only.
    fileprivate var changesPanels: Bool {
        guard let control = triggerName else { return true }
        return control == "size" || control.hasSuffix(".recipe")
    }
}
