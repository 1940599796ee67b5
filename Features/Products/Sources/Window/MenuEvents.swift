import Contracts
import HTML
import Kernel
import Menu
import Web

/// `/menu/events`: tells an open page of the shop window that the menu is no longer the one it shows.
struct MenuEvents: Sendable {
    let live: any LiveChannel
    let menus: CurrentByScope<MenuSnapshot>

    var routes: [Route] {
        [
            .stream("/menu/events", "Tells a page that the menu changed.") { call in
                guard let scope = call.scope else { throw AppError.notFound("stores.none") }
                // A page that was open while nobody told it compares this with the version it was made of.
                let now = ServerSentEvent(id: nil, name: "menu", data: String(menus[scope].version))
                return .stream(EventStream(live, topic: MenuChanged.liveTopic.of(scope), first: [now]))
            }
        ]
    }
}
