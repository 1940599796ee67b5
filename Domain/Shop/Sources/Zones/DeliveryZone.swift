public import Kernel

/// Where the shop delivers, and on which terms.
public struct DeliveryZone: Hashable, Sendable {
    /// Which zone.
    public let id: Identifier<DeliveryZone>
    /// What people call it.
    public let name: String
    /// Where it is.
    public let area: GeoArea
    /// What delivery costs, VAT included.
    public let fee: Money
    /// The least that the goods must come to.
    public let minimum: Money
    /// From how much goods delivery is free; nil for never.
    public let freeFrom: Money?
    /// Minutes on the road beyond what every delivery takes.
    public let extraMinutes: Int
    /// Where zones overlap, the lower number wins.
    public let priority: Int

    /// A zone from its parts; `extraMinutes` is brought into 0 … 600.
    public init(
        id: Identifier<DeliveryZone>, name: String, area: GeoArea, fee: Money, minimum: Money, freeFrom: Money? = nil,
        extraMinutes: Int = 0, priority: Int = 0
    ) {
        self.id = id
        self.name = name
        self.area = area
        self.fee = fee
        self.minimum = minimum
        self.freeFrom = freeFrom
        self.extraMinutes = min(max(extraMinutes, 0), 600)
        self.priority = priority
    }

    /// What delivery costs for goods of this amount. Throws `MoneyError.currencies` when the amounts do not compare.
    public func fee(for goods: Money) throws -> Money {
        guard let freeFrom else { return fee }
        return try (goods - freeFrom).cents >= 0 ? .zero(fee.currency) : fee
    }

    /// How much goods of this amount are below the minimum; zero when they are not.
    public func missing(from goods: Money) throws -> Money {
        let missing = try minimum - goods
        return missing.cents > 0 ? missing : .zero(minimum.currency)
    }
}

/// All zones of a shop.
public struct Zones: Hashable, Sendable {
    /// The zones by priority; equal ones by id, which is the older first.
    public let all: [DeliveryZone]

    /// Puts the zones in order.
    public init(_ zones: [DeliveryZone]) {
        all = zones.sorted { ($0.priority, $0.id) < ($1.priority, $1.id) }
    }

    /// The first zone by priority that a place is in, on the line included; nil when the shop does not deliver there.
    public func match(_ point: GeoPoint) -> DeliveryZone? { all.first { $0.area.contains(point) } }

    /// The zone with an id.
    public func zone(_ id: Identifier<DeliveryZone>) -> DeliveryZone? { all.first { $0.id == id } }

    /// The smallest box around all zones; nil without any.
    public var bounds: GeoBounds? {
        let corners = all.compactMap(\.area.bounds).flatMap { [$0.southWest, $0.northEast] }
        return corners.isEmpty ? nil : GeoBounds(corners)
    }
}
