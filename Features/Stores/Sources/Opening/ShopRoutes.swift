import Kernel
import Shop
import Web

/// `/stores`: every shop, and the opening of another.
struct ShopRoutes: Sendable {
    let shops: Current<Shops>
    let opening: OpenShop
    let reload: @Sendable () async throws -> Void

    var routes: [Route] {
        [
            .get("/stores", "Every shop.", access: .holders(of: .openStores), answer: ShopList.self) { call in
                let list = ShopList(shops: shops.value.all)
                return .value(
                    list, call,
                    page: { ShopsPage(call: call, shops: list.shops, typed: .absent, problem: nil).page })
            },
            .change(
                .post, "/stores", "Opens a shop beside those that are there.", access: .holders(of: .openStores),
                reading: NewShop.self, answer: ShopView.self, status: 201, refusals: [.notFound]
            ) { call in
                do {
                    let opened = try await open(try call.input(NewShop.self))
                    return .done(opened, call, status: 201, to: "/stores")
                } catch let refusal as AppError where refusal.kind == .invalid && call.face != .json {
                    let page = ShopsPage(
                        call: call, shops: shops.value.all, typed: call.sent, problem: Problem(refusal, call))
                    return .page(page.page, status: refusal.kind.status)
                }
            },
        ]
    }

    private func open(_ new: NewShop) async throws -> ShopView {
        let id = try await opening.open(new)
        try await reload()
        guard let shop = shops.value[id] else { throw AppError.notFound("stores.none") }
        return ShopView(shop)
    }
}

/// Every shop.
struct ShopList: JSONWritable {
    let shops: [Store]
    static let example = ShopList(shops: [])
    func write(to json: inout JSONWriter) { json.member("shops", shops.map(ShopView.init)) }
}

/// A shop and where it is found.
struct ShopView: JSONWritable {
    let id: Identifier<Store>
    let name: String
    let slug: String
    let host: String?
    let address: String

    static let example = ShopView(
        id: Identifier(high: 0x7000, low: 1 << 63), name: "PizzaMama Mare", slug: "mare",
        host: "mare.pizzamama.example",
        address: "Lungomare 1, 40999 Borgo San Lino")

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("name", name)
        json.member("slug", slug)
        json.member("host", host)
        json.member("path", ScopeDirectory.prefix + slug)
        json.member("address", address)
    }
}

extension ShopView {
    init(_ shop: Store) {
        self.init(id: shop.id, name: shop.name, slug: shop.slug, host: shop.host, address: shop.address)
    }
}
