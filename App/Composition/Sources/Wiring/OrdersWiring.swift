import Delivery
import Kernel
import Menu
import Orders
import Shop

/// What orders need, filled from the other features.
enum OrdersWiring {
    static func ports(menu: Current<MenuSnapshot>, store: Current<Store?>, delivery: Delivery) -> Ports {
        Ports(
            menu: { menu.value },
            store: {
                guard let store = store.value else { throw AppError.notFound("stores.none") }
                return store
            },
            reach: { address in
                let reached = try delivery.reach(address)
                return (reached.zone, reached.place.street)
            },
            vat: .italy)
    }
}
