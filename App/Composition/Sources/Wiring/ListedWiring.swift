import Accounts
import Contracts
import FeatureKit
import Kernel
import Orders
import Products
import Stores
import Synchronization
import Web

/// Makes the features of the list, with the ports that every one of them may ask for.
enum ListedWiring {
    /// `orders` and `accounts` are there as soon as somebody asks: those who join orders and hold sessions are made before they are.
    static func make(
        _ types: [any ListedFeature.Type], _ context: FeatureContext, _ stores: Stores, _ products: Products,
        _ orders: Later<Orders>, _ accounts: Later<Accounts>, at site: String
    ) async throws -> [any Feature] {
        var context =
            context
            .offering(CurrentShops { [shops = stores.shops] in shops.value })
            .offering(ShopAddresses { [directory = stores.directory] in directory.value.address(of: $0, at: site) })
            .offering(CurrentMenus { [menus = products.menus] in menus[$0] })
            .offering(Products.keeping)
            .offering(Orders.reading).offering(Orders.paying).offering(Orders.carts)
            .offering(OrderStepping { try orders.made().take($0, $1, $2, $3, $4) })
            .offering(
                SessionKeeping(
                    open: { try accounts.made().sessionKeeping.open($0, $1, $2, $3) },
                    endAll: { try accounts.made().sessionKeeping.endAll($0, $1, $2) })
            )
            .offering(OfferRenewing { try await orders.made().renew($1, $0) })
        var features: [any Feature] = []
        for type in types {
            let feature = try await type.init(context.limited(to: type.settings))
            if let offering = feature as? any OffersPorts { context = offering.offer(to: context) }
            features.append(feature)
        }
        return features
    }
}

/// A value that is made after those who ask for it.
final class Later<Value: Sendable>: Sendable {
    private let held = Mutex<Value?>(nil)

    /// The value. Throws `MissingPort` before it is made.
    func made() throws -> Value {
        guard let value = held.withLock({ $0 }) else { throw MissingPort(name: "\(Value.self)") }
        return value
    }

    /// It is made.
    func set(_ value: Value) { held.withLock { $0 = value } }
}
