public import Kernel

/// Every shop of a database, in the order in which they are shown. Immutable; a change makes a new one.
public struct Shops: Hashable, Sendable {
    /// The shops in order; the first is the one that is meant when nobody says which.
    public let all: [Store]
    private let byID: [Identifier<Store>: Store]
    private let versions: [Identifier<Store>: Int64]

    /// Takes the shops in order.
    public init(_ shops: [Store]) {
        all = shops
        byID = Dictionary(shops.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        versions = byID.mapValues(\.version)
    }

    /// No shop yet.
    public static let none = Shops([])

    /// The shop of a request; nil when there is none.
    public subscript(_ scope: Identifier<Scope>?) -> Store? { scope.flatMap { byID[Identifier($0)] } }

    /// The version of the shop of a request, which every request asks for, without a copy of the shop; nil when there is none.
    public func version(of scope: Identifier<Scope>) -> Int64? { versions[Identifier(scope)] }

    /// The shop with an id; nil when there is none.
    public subscript(_ id: Identifier<Store>) -> Store? { byID[id] }

    /// The same shops with these put in the place of older ones of the same id. One that is not named was opened since they were read, and
    /// stays, behind the others.
    public func replaced(by shops: [Store]) -> Shops {
        let read = Set(shops.map(\.id))
        return Shops(
            shops.map { shop in
                guard let held = byID[shop.id], held.version > shop.version else { return shop }
                return held
            } + all.filter { !read.contains($0.id) })
    }
}
