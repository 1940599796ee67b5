public import Database
public import Kernel
public import Shop

/// What another feature does when a shop is opened on the model of one that is there: give it a menu, give it zones. It runs in the
/// transaction that opens the shop.
public struct ShopOpening: Sendable {
    /// Whether it copies what belongs to the model's place, such as zones and streets: that is right only for a shop in the same town.
    public let isOfPlace: Bool
    /// What is done.
    public let run: @Sendable (_ model: Identifier<Store>, _ new: Identifier<Store>, Transaction) throws -> Void

    /// Takes what is to be done.
    public init(
        ofPlace isOfPlace: Bool = false,
        _ run: @escaping @Sendable (_ model: Identifier<Store>, _ new: Identifier<Store>, Transaction) throws -> Void
    ) { (self.isOfPlace, self.run) = (isOfPlace, run) }
}

/// A feature that has something to do when a shop is opened.
public protocol JoinsOpenings {
    /// What it does, in order.
    var openings: [ShopOpening] { get }
}
