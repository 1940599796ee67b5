import Database
import Delivery
import Kernel
import Orders
import Products
import Shop
import Stores

/// What orders need, filled from the other features.
enum OrdersWiring {
    static func ports(_ products: Products, _ stores: Stores, _ delivery: Delivery) -> Orders.Ports {
        Orders.Ports(
            shops: { stores.shops.value.all.map(\.scope) },
            store: { scope in
                guard let store = stores.shops.value[scope] else { throw AppError.notFound("stores.none") }
                return store
            },
            menu: { products.menus[$0] },
            asRead: { scope in
                "\(products.asRead(scope)) AND \(stores.asRead(scope)) AND \(delivery.asRead(scope))"
            },
            reread: { scope in
                try await products.reload(scope)
                try await stores.reload()
                try await delivery.reload(scope)
            },
            reach: { scope, address in
                let reached = try delivery.reach(address, of: scope)
                return (reached.zone, reached.place.street)
            },
            pausing: .pauseStore, vat: .italy)
    }
}
