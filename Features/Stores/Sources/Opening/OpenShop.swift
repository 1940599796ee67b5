import Contracts
import Database
import Kernel
import Shop

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
