import HTML
import Kernel
import Menu
import Web

/// `/menu/events`: tells an open page of the shop window that the menu is no longer the one it shows.
struct MenuEvents: Sendable {
    let hub: LiveHub
    let menus: CurrentByScope<MenuSnapshot>

    /// What concerns the menu of a shop.
    static func topic(_ scope: Identifier<Scope>) -> String { "menu/\(scope)" }

    var routes: [Route] {
        [
            .stream("/menu/events", "Tells a page that the menu changed.") { call in
                guard let scope = call.scope else { throw AppError.notFound("stores.none") }
                // A page that was open while nobody told it compares this with the version it was made of.
                let now = ServerSentEvent(id: nil, name: "menu", data: String(menus[scope].version))
                return .stream(EventStream(hub, topic: Self.topic(scope), first: [now]))
            }
        ]
    }
}
