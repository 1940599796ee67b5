import Contracts
import FeatureKit
import Kernel
import Orders
import Products
import Stores

/// Makes the features of the list, with the ports that every one of them may ask for.
enum ListedWiring {
    static func make(
        _ types: [any ListedFeature.Type], _ context: FeatureContext, _ stores: Stores, _ products: Products
    ) async throws -> [any Feature] {
        let context =
            context
            .offering(CurrentShops { [shops = stores.shops] in shops.value })
            .offering(CurrentMenus { [menus = products.menus] in menus[$0] })
            .offering(Products.keeping)
            .offering(Orders.reading).offering(Orders.paying).offering(Orders.carts)
        var features: [any Feature] = []
        for type in types { features.append(try await type.init(context)) }
        return features
    }
}
