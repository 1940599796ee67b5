import Kernel

extension DemoTown {
    /// The old town, the quarters around it with a notch where the river is, and the country with a lake cut out.
    ///
    /// The outer ones reach under the inner ones; the priority decides.
    public static let zones = Zones([
        DeliveryZone(
            id: id(1), name: "Centro",
            area: area([(-900, -250), (-700, 620), (80, 940), (760, 580), (980, -120), (520, -800), (-420, -760)]),
            fee: Money(cents: 150), minimum: Money(cents: 1000), freeFrom: Money(cents: 3000), priority: 1),
        DeliveryZone(
            id: id(2), name: "Quartieri",
            area: area([
                (-2300, -900), (-2100, 1300), (-600, 2250), (-150, 1150), (350, 2300), (1900, 1700), (2450, 100),
                (1500, -2000), (-900, -2200),
            ]),
            fee: Money(cents: 250), minimum: Money(cents: 1500), freeFrom: Money(cents: 4500), extraMinutes: 5,
            priority: 2),
        DeliveryZone(
            id: id(3), name: "Campagna",
            area: area(
                [(-4800, -2600), (-4200, 3100), (-800, 4600), (3300, 4100), (6200, 900), (4700, -3500), (-700, -4300)],
                hole: [(2700, -2300), (3500, -2200), (3700, -1500), (2900, -1300)]),
            fee: Money(cents: 400), minimum: Money(cents: 2500), extraMinutes: 15, priority: 3),
    ])

    private static func area(_ corners: [(Int, Int)], hole: [(Int, Int)] = []) -> GeoArea {
        func ring(_ corners: [(Int, Int)]) -> GeoRing? {
            GeoRing(corners.map { place(east: $0.0, north: $0.1) })
        }
        guard let outer = ring(corners) else { return GeoArea([]) }
        return GeoArea([GeoPolygon(outer, holes: [ring(hole)].compactMap { $0 })])
    }

    /// Always the same ids, so that a demo made twice is the same.
    private static func id(_ number: UInt64) -> Identifier<DeliveryZone> {
        Identifier(at: Instant(seconds: 1_767_225_600), random: (0, number))
    }
}
