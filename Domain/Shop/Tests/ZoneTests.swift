import Foundation
import Kernel
import Shop
import Testing

@Suite struct ZoneTests {
    func point(_ x: Int, _ y: Int) -> GeoPoint { GeoPoint(latitudeE7: y, longitudeE7: x)! }
    func ring(_ corners: [(Int, Int)]) -> GeoRing { GeoRing(corners.map { point($0.0, $0.1) })! }

    @Test func theLineCountsAsInsideAndTheHoleDoesNot() {
        let square = GeoPolygon(
            ring([(0, 0), (100, 0), (100, 100), (0, 100)]), holes: [ring([(40, 40), (60, 40), (60, 60), (40, 60)])])
        let inside = [(1, 1), (0, 0), (100, 100), (50, 0), (0, 50), (100, 37), (40, 40), (40, 50), (50, 60), (39, 50)]
        let outside = [(-1, 0), (101, 50), (50, 50), (41, 41), (50, 101), (200, 100), (-5, 100), (-5, 40)]
        for (x, y) in inside { #expect(square.contains(point(x, y)), "\(x) \(y)") }
        for (x, y) in outside { #expect(!square.contains(point(x, y)), "\(x) \(y)") }
    }

    @Test func aRayThroughCornersCountsThemOnce() {
        let diamond = GeoPolygon(ring([(0, -100), (100, 0), (0, 100), (-100, 0)]))
        #expect(diamond.contains(point(0, 0)))
        #expect(!diamond.contains(point(-101, 0)))
        #expect(!diamond.contains(point(-50, 100)))
        #expect(diamond.contains(point(-100, 0)))
        // An edge along the ray.
        let step = GeoPolygon(ring([(0, 0), (50, 0), (50, 50), (100, 50), (100, 100), (0, 100)]))
        #expect(!step.contains(point(75, 25)))
        #expect(step.contains(point(75, 50)))
        #expect(step.contains(point(25, 50)))
        #expect(!step.contains(point(-1, 50)))
    }

    @Test func theWholeEarthFitsTheArithmetic() {
        let all = GeoPolygon(
            ring([
                (-1_800_000_000, -900_000_000), (1_800_000_000, -900_000_000), (1_800_000_000, 900_000_000),
                (-1_800_000_000, 900_000_000),
            ]))
        #expect(all.contains(point(1_800_000_000, 900_000_000)))
        #expect(all.contains(point(-1_799_999_999, 899_999_999)))
        let half = GeoPolygon(
            ring([
                (-1_800_000_000, -900_000_000), (1_800_000_000, 900_000_000), (-1_800_000_000, 900_000_000),
            ]))
        #expect(half.contains(point(0, 0)))
        #expect(!half.contains(point(1, 0)))
        #expect(half.contains(point(-1, 0)))
    }

    /// Star-shaped polygons, against the sum of the angles under which the edges are seen.
    @Test func randomPolygonsAgreeWithTheWindingNumber() {
        let entropy = Entropy.seeded(3)
        var both = (inside: 0, outside: 0)
        for _ in 0..<300 {
            let count = entropy.int(3...40)
            let angles = (0..<count).map { _ in entropy.unit() * 2 * Double.pi }.sorted()
            let corners = angles.map { angle in
                let radius = 1e5 * (0.1 + entropy.unit())
                return (Int(radius * cos(angle)), Int(radius * sin(angle)))
            }
            guard let outer = GeoRing(corners.map { point($0.0, $0.1) }) else { continue }
            let polygon = GeoPolygon(outer)
            for corner in outer.points { #expect(polygon.contains(corner)) }
            for _ in 0..<60 {
                let (x, y) = (entropy.int(-120_000...120_000), entropy.int(-120_000...120_000))
                guard let expected = windsAround(corners, x, y) else { continue }
                #expect(polygon.contains(point(x, y)) == expected)
                if expected { both.inside += 1 } else { both.outside += 1 }
            }
        }
        #expect(both.inside > 2000 && both.outside > 2000)
    }

    /// Nil where the angles are too flat to tell, which is within a hair of a line.
    private func windsAround(_ corners: [(Int, Int)], _ x: Int, _ y: Int) -> Bool? {
        var sum = 0.0
        for (index, a) in corners.enumerated() {
            let b = corners[(index + 1) % corners.count]
            let from = (Double(a.0 - x), Double(a.1 - y))
            let to = (Double(b.0 - x), Double(b.1 - y))
            let turn = atan2(from.0 * to.1 - from.1 * to.0, from.0 * to.0 + from.1 * to.1)
            if abs(turn) > Double.pi - 1e-4 { return nil }
            sum += turn
        }
        return abs(sum) > Double.pi
    }

    @Test func theFirstZoneByPriorityWins() {
        func zone(_ number: UInt64, _ size: Int, _ priority: Int) -> DeliveryZone {
            DeliveryZone(
                id: Identifier(high: 0, low: number), name: "\(number)",
                area: GeoArea([GeoPolygon(ring([(0, 0), (size, 0), (size, size), (0, size)]))]),
                fee: Money(cents: 200), minimum: Money(cents: 1000), freeFrom: Money(cents: 3000), priority: priority)
        }
        let zones = Zones([zone(1, 300, 2), zone(4, 100, 1), zone(3, 100, 1), zone(2, 200, 0)])
        #expect(zones.match(point(50, 50))?.name == "2")
        #expect(zones.match(point(250, 250))?.name == "1")
        #expect(zones.match(point(301, 0)) == nil)
        #expect(zones.all.map(\.name) == ["2", "3", "4", "1"])
        #expect(zones.zone(Identifier(high: 0, low: 4))?.name == "4")
        #expect(zones.bounds?.northEast == point(300, 300))
        #expect(Zones([]).bounds == nil)
    }

    @Test func theTermsOfAZone() throws {
        let zone = DemoTown.zones.all[0]
        #expect(try zone.fee(for: Money(cents: 2999)) == Money(cents: 150))
        #expect(try zone.fee(for: Money(cents: 3000)) == Money(cents: 0))
        #expect(try zone.missing(from: Money(cents: 800)) == Money(cents: 200))
        #expect(try zone.missing(from: Money(cents: 1000)) == Money(cents: 0))
        #expect(throws: MoneyError.self) { try zone.fee(for: Money(cents: 1, .usd)) }
    }

    @Test func distanceAlongTheGreatCircle() throws {
        let bologna = try #require(GeoPoint(latitude: 44.4938, longitude: 11.3387))
        let milan = try #require(GeoPoint(latitude: 45.4642, longitude: 9.1900))
        // Worked out with another implementation of the formula.
        #expect(abs(bologna.distance(to: milan) - 200_505.058) < 0.001)
        #expect(bologna.distance(to: bologna) == 0)
        let poles = try #require(GeoPoint(latitude: 90, longitude: 0)).distance(
            to: try #require(GeoPoint(latitude: -90, longitude: 180)))
        #expect(abs(poles - Double.pi * 6_371_008.8) < 1)
    }

    @Test func aPlaceIsOnTheEarth() {
        #expect(GeoPoint(latitude: .nan, longitude: 0) == nil)
        #expect(GeoPoint(latitude: 0, longitude: .infinity) == nil)
        #expect(GeoPoint(latitude: 90.1, longitude: 0) == nil)
        #expect(GeoPoint(latitudeE7: .min, longitudeE7: 0) == nil)
        #expect(GeoPoint(latitude: -90, longitude: 180)?.latitudeE7 == -900_000_000)
    }
}
