public import Contracts
import Database
import HTML
import Kernel
import Menu
import Shop
import Web

/// What has run out today: `PUT` and `DELETE` of `…/sold-out` for products, ingredients and doughs, and the page with the switches.
///
/// Repeating a call changes nothing. Everything that needs what has run out can no longer be ordered, in the same moment for everybody.
struct AvailabilityRoutes: Sendable {
    let database: Database
    let menus: CurrentByScope<MenuSnapshot>
    let reload: @Sendable (Identifier<Scope>) async throws -> Void

    /// One thing and whether there is any.
    struct Switch: JSONWritable {
        let id: String
        let name: String
        let isSoldOut: Bool
        static let example = Switch(id: "0198…", name: "Bufala", isSoldOut: true)
        func write(to json: inout JSONWriter) {
            json.member("id", id)
            json.member("name", name)
            json.member("sold_out", isSoldOut)
        }
    }

    var routes: [Route] {
        Shelf.allCases.flatMap { [route(.put, $0), route(.delete, $0)] } + [
            .page("/kitchen/availability", "What has run out today.", access: .holders(of: .setAvailability)) { call in
                .page(AvailabilityPage(call: call, menu: menus[call.scope]).page)
            }
        ]
    }

    private func route(_ verb: Verb, _ shelf: Shelf) -> Route {
        let summary = verb == .put ? "It has run out." : "There is some again."
        return .change(
            verb, "/\(shelf.rawValue)/{id}/sold-out", summary, access: .holders(of: .setAvailability),
            body: NoInput.self,
            answer: Switch.self
        ) { call, _ in
            let id: Identifier<Shelf> = try call.id("id")
            guard let scope = call.scope else { throw AppError.notFound() }
            try await set(verb == .put, id, on: shelf, of: scope)
            let page = AvailabilityPage(call: call, menu: menus[scope])
            guard let found = page.switches(shelf).first(where: { $0.id == id.description }) else {
                throw AppError.notFound()
            }
            return .done(found, call, to: "/kitchen/availability", fragment: { page.row(found, shelf) })
        }
    }

    private func set(
        _ soldOut: Bool, _ id: Identifier<Shelf>, on shelf: Shelf, of scope: Identifier<Scope>
    ) async throws {
        let thing = ShelfThing(shelf, id, in: scope)
        if try await database.write({ tx in try Products.keeping.set(soldOut, thing, tx) }) { try await reload(scope) }
    }
}

extension Products {
    /// Says in a transaction what has run out and what is back.
    public static let keeping = ShelfKeeping { isSoldOut, thing, tx in
        let store = Identifier<Store>(thing.scope)
        let table: SQL =
            switch thing.shelf {
            case .products: "products"
            case .ingredients: "ingredients"
            case .doughs: "doughs"
            }
        let changed = try tx.execute(
            """
            UPDATE \(table) SET is_available = \(!isSoldOut)
            WHERE id = \(thing.id) AND store_id = \(store) AND is_available = \(isSoldOut)
            """)
        if changed == 1 { try tx.menuChanged(store) }
        return changed == 1
    }
}

/// The switches for what has run out.
struct AvailabilityPage {
    let call: Call
    let menu: MenuSnapshot

    var page: Page {
        let words = call.words
        let sections: [HTML] = Shelf.allCases.map { shelf in
            """
            <section><h2>\(words("menu.shelf-\(shelf.rawValue)"))</h2><ul class="switch-list">\(switches(shelf).map { row($0, shelf) })</ul></section>
            """
        }
        return Page(
            words("menu.availability"), section: .office, current: "/kitchen/availability",
            "<main class=\"office\" id=\"main\"><h1>\(words("menu.availability"))</h1><p>\(words("menu.availability-hint"))</p>\(sections)</main>"
        )
    }

    func switches(_ shelf: Shelf) -> [AvailabilityRoutes.Switch] {
        func one<T>(_ id: Identifier<T>, _ name: LocalizedText, _ available: Bool) -> AvailabilityRoutes.Switch {
            AvailabilityRoutes.Switch(id: id.description, name: name(call.language), isSoldOut: !available)
        }
        return switch shelf {
        case .products: menu.products.map { one($0.id, $0.name, $0.isAvailable) }
        case .ingredients: menu.ingredients.map { one($0.id, $0.name, $0.isAvailable) }
        case .doughs: menu.doughs.map { one($0.id, $0.name, $0.isAvailable) }
        }
    }

    func row(_ item: AvailabilityRoutes.Switch, _ shelf: Shelf) -> HTML {
        let address = "/\(shelf.rawValue)/\(item.id)/sold-out" + (item.isSoldOut ? "/removal" : "")
        let label = call.words(item.isSoldOut ? "menu.bring-back" : "menu.run-out")
        return """
            <li class="switch\(when: item.isSoldOut, " is-sold-out")"><form method="post" action="\(address)" hx-post="\(address)" hx-target="closest li" hx-swap="outerHTML">\(call.formToken)
            <span>\(item.name)\(when: item.isSoldOut, " · \(call.words("menu.sold-out"))")</span> <button class="btn btn-outline" aria-label="\(label): \(item.name)">\(label)</button></form></li>
            """
    }
}

extension MenuSnapshot {
    /// How many products, ingredients and doughs there are none of today.
    var soldOutCount: Int {
        products.count { !$0.isAvailable } + ingredients.count { !$0.isAvailable } + doughs.count { !$0.isAvailable }
    }
}
