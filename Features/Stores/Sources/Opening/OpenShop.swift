public import Database
public import Kernel
public import Shop

/// What another feature does when a shop is opened on the model of one that is there: give it a menu, give it zones. It runs in the
/// transaction that opens the shop.
public struct ShopOpening: Sendable {
    /// Whether it copies what belongs to the model's place, such as zones and streets: that is right only for a shop in the same town.
    let isOfPlace: Bool
    let run: @Sendable (_ model: Identifier<Store>, _ new: Identifier<Store>, Transaction) throws -> Void

    /// Takes what is to be done.
    public init(
        ofPlace isOfPlace: Bool = false,
        _ run: @escaping @Sendable (_ model: Identifier<Store>, _ new: Identifier<Store>, Transaction) throws -> Void
    ) { (self.isOfPlace, self.run) = (isOfPlace, run) }
}

/// Opens a shop beside those that are there.
struct OpenShop: Sendable {
    let database: Database
    let openings: [ShopOpening]

    /// Opens a shop that has hours, stations and everything else from its model; gives its id.
    ///
    /// Throws `invalid` beside the field when another shop has its slug or host, and not found when the model is not there.
    func open(_ new: NewShop) async throws -> Identifier<Store> {
        do {
            return try await database.write { tx in
                // The model as it is at one moment: whoever changes it changes this row, and waits.
                try tx.execute("UPDATE stores SET revision = revision WHERE id = \(new.model)")
                guard let model = try StoreRows.load(new.model, tx) else { throw AppError.notFound("stores.none") }
                let id: Identifier<Store> = tx.entropy.identifier(at: tx.now)
                let shop = Store(
                    id: id, version: 1, slug: new.slug, host: new.host, name: new.name, phone: new.phone,
                    email: model.email, address: new.address, legal: model.legal, point: model.point,
                    currency: model.currency, rules: model.rules, travel: model.travel, acceptance: model.acceptance)
                try Stores.open(shop, tx)
                for opening in openings where new.isSameTown || !opening.isOfPlace {
                    try opening.run(model.id, id, tx)
                }
                return id
            }
        } catch DatabaseError.unique(constraint: "stores.slug") {
            throw AppError.invalid([.init("slug", "taken")])
        } catch DatabaseError.unique(constraint: "stores.host") {
            throw AppError.invalid([.init("host", "taken")])
        }
    }
}
