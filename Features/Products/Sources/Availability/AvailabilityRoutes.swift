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

    /// What can run out.
    enum Shelf: String, CaseIterable, Sendable {
        case products, ingredients, doughs
    }

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
        let store = Identifier<Store>(scope)
        let changed = try await database.write { tx in
            let sql: SQL =
                switch shelf {
                case .products:
                    """
                    UPDATE products SET is_available = \(!soldOut)
                    WHERE id = \(id) AND store_id = \(store) AND is_available = \(soldOut)
                    """
                case .ingredients:
                    """
                    UPDATE ingredients SET is_available = \(!soldOut)
                    WHERE id = \(id) AND store_id = \(store) AND is_available = \(soldOut)
                    """
                case .doughs:
                    """
                    UPDATE doughs SET is_available = \(!soldOut)
                    WHERE id = \(id) AND store_id = \(store) AND is_available = \(soldOut)
                    """
                }
            guard try tx.execute(sql) == 1 else { return false }
            try tx.menuChanged(store)
            return true
        }
        if changed { try await reload(scope) }
    }
}

/// The switches for what has run out.
struct AvailabilityPage {
    let call: Call
    let menu: MenuSnapshot

    var page: Page {
        let words = call.words
        let sections: [HTML] = AvailabilityRoutes.Shelf.allCases.map { shelf in
            """
            <section><h2>\(words("menu.shelf-\(shelf.rawValue)"))</h2><ul class="switch-list">\(switches(shelf).map { row($0, shelf) })</ul></section>
            """
        }
        return Page(
            words("menu.availability"), section: .office, current: "/kitchen/availability",
            "<main class=\"office\" id=\"main\"><h1>\(words("menu.availability"))</h1><p>\(words("menu.availability-hint"))</p>\(sections)</main>"
        )
    }

    func switches(_ shelf: AvailabilityRoutes.Shelf) -> [AvailabilityRoutes.Switch] {
        func one<T>(_ id: Identifier<T>, _ name: LocalizedText, _ available: Bool) -> AvailabilityRoutes.Switch {
            AvailabilityRoutes.Switch(id: id.description, name: name(call.language), isSoldOut: !available)
        }
        return switch shelf {
        case .products: menu.products.map { one($0.id, $0.name, $0.isAvailable) }
        case .ingredients: menu.ingredients.map { one($0.id, $0.name, $0.isAvailable) }
        case .doughs: menu.doughs.map { one($0.id, $0.name, $0.isAvailable) }
        }
    }

    func row(_ item: AvailabilityRoutes.Switch, _ shelf: AvailabilityRoutes.Shelf) -> HTML {
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
