import Foundation
import Kernel
import Shop
import Testing

@Suite("Areas that no shop can deliver to") struct AreaFaultTests {
    static let shop = DemoTown.shop

    /// An area by corners in metres around the demo's shop.
    static func area(_ rings: [(Double, Double)]...) throws -> GeoArea {
        let plane = LocalPlane(around: shop)
        let drawn = try rings.map { corners in
            try #require(
                GeoRing(
                    corners.map { east, north in
                        GeoPoint(
                            latitudeE7: Int(Double(shop.latitudeE7) + north / plane.metresNorth),
                            longitudeE7: Int(Double(shop.longitudeE7) + east / plane.metresEast)) ?? shop
                    }))
        }
        return GeoArea([GeoPolygon(try #require(drawn.first), holes: Array(drawn.dropFirst()))])
    }

    static func square(_ side: Double) -> [(Double, Double)] { square(0, 0, side) }
    static func square(_ x: Double, _ y: Double, _ side: Double) -> [(Double, Double)] {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    }

    @Test func whatIsRightHasNoFault() throws {
        for zone in DemoTown.zones.all {
            #expect(zone.area.shapeFault == nil)
            #expect(zone.area.distanceFault(from: Self.shop) == nil)
        }
        #expect(try Self.area(Self.square(1000)).shapeFault == nil)
        // A hole that touches the line, and two that touch one another.
        #expect(try Self.area(Self.square(1000), Self.square(0, 100, 300)).shapeFault == nil)
        #expect(
            try Self.area(Self.square(1000), Self.square(100, 100, 100), Self.square(200, 200, 100)).shapeFault == nil)
    }

    @Test func aLineThatCrossesItself() throws {
        let bow = try Self.area([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
        guard case .crossesItself = bow.shapeFault else { return #expect(Bool(false), "\(bow.shapeFault as Any)") }
        // A corner that lies on another edge, one that comes twice, a spike, and an edge that goes back along another.
        for corners in [
            [(0, 0), (1000, 0), (1000, 1000), (500, 0), (0, 1000)],
            [(0, 0), (500, 500), (1000, 0), (1000, 1000), (500, 500), (0, 1000)],
            [(0, 0), (1000, 0), (1500, 0), (1000, 0), (1000, 1000), (0, 1000)],
            [(0, 0), (1000, 0), (1000, 1000), (200, 0), (800, 0), (0, 1000)],
        ] as [[(Double, Double)]] {
            let fault = try Self.area(corners).shapeFault
            guard case .crossesItself = fault else {
                Issue.record("\(corners): \(String(describing: fault))")
                continue
            }
        }
        // A corner that stands twice in a row is none.
        #expect(try Self.area([(0, 0), (0, 0), (1000, 0), (1000, 1000), (1000, 1000)]).shapeFault == nil)
    }

    /// A ring is simple when no pair of its edges meets but neighbours at their common end, by another way of telling: in 128 bits, and
    /// every pair.
    @Test func theSweepAgreesWithEveryPair() throws {
        let entropy = Entropy.seeded(11)
        var both = (simple: 0, crossing: 0)
        for _ in 0..<1500 {
            let points = try (0..<entropy.int(3...7)).map { _ in
                try #require(GeoPoint(latitudeE7: entropy.int(0...6), longitudeE7: entropy.int(0...6)))
            }
            guard let ring = GeoRing(points) else { continue }
            let isSimple = Self.isSimple(ring.points)
            #expect((ring.crossing == nil) == isSimple, "\(ring.points.map { ($0.longitudeE7, $0.latitudeE7) })")
            if isSimple { both.simple += 1 } else { both.crossing += 1 }
        }
        #expect(both.simple > 100 && both.crossing > 100)
    }

    private static func isSimple(_ all: [GeoPoint]) -> Bool {
        var points = all.indices.filter { all[$0] != all[($0 + 1) % all.count] }.map { all[($0 + 1) % all.count] }
        points = points.isEmpty ? all : points
        func cross(_ a: GeoPoint, _ b: GeoPoint, _ c: GeoPoint) -> Int128 {
            Int128(b.longitudeE7 - a.longitudeE7) * Int128(c.latitudeE7 - a.latitudeE7)
                - Int128(b.latitudeE7 - a.latitudeE7) * Int128(c.longitudeE7 - a.longitudeE7)
        }
        func on(_ p: GeoPoint, _ a: GeoPoint, _ b: GeoPoint) -> Bool {
            cross(a, b, p) == 0 && GeoBounds([a, b]).contains(p)
        }
        for i in points.indices {
            let (a, b) = (points[i], points[(i + 1) % points.count])
            for j in points.indices where j > i {
                let (c, d) = (points[j], points[(j + 1) % points.count])
                let isNext = j == i + 1
                let isLast = i == 0 && j == points.count - 1
                if isNext || isLast {
                    let (start, end) = isNext ? (a, d) : (c, b)
                    if on(end, isNext ? a : c, isNext ? b : d) || on(start, isNext ? c : a, isNext ? d : b) {
                        return false
                    }
                    continue
                }
                if on(a, c, d) || on(b, c, d) || on(c, a, b) || on(d, a, b) { return false }
                let one = cross(a, b, c).signum() * cross(a, b, d).signum()
                if one < 0, cross(c, d, a).signum() * cross(c, d, b).signum() < 0 { return false }
            }
        }
        return true
    }

    @Test func theWholeEarthFitsTheArithmetic() throws {
        let corners = [(-180.0, -90.0), (180, 90), (180, -90), (-180, 90)].compactMap {
            GeoPoint(latitude: $0.1, longitude: $0.0)
        }
        #expect(try #require(GeoRing(corners)).crossing != nil)
        #expect(try #require(GeoRing([corners[0], corners[2], corners[1], corners[3]])).crossing == nil)
    }

    @Test func whatIsLeftOfIt() throws {
        #expect(try Self.area(Self.square(30)).shapeFault == .leavesNothing)
        #expect(try Self.area(Self.square(1000), Self.square(1000)).shapeFault == .leavesNothing)
        #expect(try Self.area(Self.square(1000), Self.square(500, 500, 1000)).shapeFault == .holeOutside)
        #expect(try Self.area(Self.square(1000), Self.square(2000, 0, 100)).shapeFault == .holeOutside)
        #expect(
            try Self.area(Self.square(1000), Self.square(100, 100, 300), Self.square(200, 200, 300)).shapeFault
                == .holesOverlap)
        #expect(
            try Self.area(Self.square(1000), Self.square(100, 100, 300), Self.square(200, 200, 50)).shapeFault
                == .holesOverlap)
        let size = try Self.area(Self.square(1000), Self.square(100, 100, 500)).squareMetres
        #expect(abs(size - 750_000) < 2000)
    }

    @Test func cornersAreBounded() throws {
        func circle(_ count: Int) throws -> GeoArea {
            try Self.area(
                (0..<count).map {
                    (3000 * sin(Double($0) * 2 * .pi / Double(count)), 3000 * cos(Double($0) * 2 * .pi / Double(count)))
                })
        }
        #expect(try circle(GeoArea.mostCorners).shapeFault == nil)
        #expect(try circle(GeoArea.mostCorners + 1).shapeFault == .tooManyCorners)
    }

    @Test func howFarItReaches() throws {
        #expect(try Self.area(Self.square(50_000)).distanceFault(from: Self.shop) == nil)
        #expect(
            try Self.area(Self.square(90_000)).distanceFault(from: Self.shop)
                == .tooFar(kilometres: 127, swapped: false))
        let swapped = GeoArea(
            try DemoTown.zones.all[0].area.polygons.map { polygon in
                GeoPolygon(try #require(GeoRing(polygon.outer.points.compactMap(\.swapped))))
            })
        guard case .tooFar(let kilometres, true) = swapped.distanceFault(from: Self.shop) else {
            Issue.record("not swapped")
            return
        }
        #expect((4800...5200).contains(kilometres))
    }
}
