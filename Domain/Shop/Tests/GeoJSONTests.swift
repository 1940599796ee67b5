import Foundation
import Kernel
import Shop
import Testing

@Suite struct GeoJSONTests {
    static let square = "[[11,44],[12,44],[12,45],[11,45],[11,44]]"

    @Test(arguments: [
        #"{"type":"Polygon","coordinates":[\#(square)]}"#,
        #"{"type":"MultiPolygon","coordinates":[[\#(square)]]}"#,
        #"{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[\#(square)]}}"#,
        #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[\#(square)]}}]}"#,
        // Heights, members that are not ours, and the other direction.
        #"{"bbox":[1],"type":"Polygon","coordinates":[[[11,44,5],[11,45],[12,45],[12,44],[11,44,5]]]}"#,
    ])
    func readsAnArea(text: String) throws {
        let area = try GeoArea(geoJSON: text)
        #expect(area.contains(try #require(GeoPoint(latitude: 44.5, longitude: 11.5))))
        #expect(!area.contains(try #require(GeoPoint(latitude: 11.5, longitude: 44.5))))
    }

    @Test func readsHolesAndSeveralPolygons() throws {
        let hole = "[[11.4,44.4],[11.6,44.4],[11.6,44.6],[11.4,44.6],[11.4,44.4]]"
        let far = "[[[20,44],[21,44],[21,45],[20,44]]]"
        let area = try GeoArea(
            geoJSON: #"{"type":"MultiPolygon","coordinates":[[\#(Self.square),\#(hole)],\#(far)]}"#)
        #expect(!area.contains(try #require(GeoPoint(latitude: 44.5, longitude: 11.5))))
        #expect(area.contains(try #require(GeoPoint(latitude: 44.2, longitude: 11.5))))
        #expect(area.contains(try #require(GeoPoint(latitude: 44.4, longitude: 20.5))))
        #expect(try GeoArea(geoJSON: area.geoJSON) == area)
    }

    @Test(
        arguments: [
            ("", .malformed), ("null", .malformed), ("[]", .malformed), ("{}", .malformed),
            ("{\"type\":5}", .malformed),
            (#"{"type":"Polygon"}"#, .malformed), (#"{"type":"Polygon","coordinates":[]}"#, .empty),
            (#"{"type":"Polygon","coordinates":[[]]}"#, .openRing),
            (#"{"type":"MultiPolygon","coordinates":[]}"#, .empty),
            (#"{"type":"MultiPolygon","coordinates":[[]]}"#, .empty),
            (#"{"type":"FeatureCollection","features":[]}"#, .empty),
            (#"{"type":"FeatureCollection","features":[{"type":"FeatureCollection","features":[]}]}"#, .malformed),
            (#"{"type":"Feature","geometry":null}"#, .malformed),
            (#"{"type":"Circle","coordinates":[1,2]}"#, .malformed),
            (#"{"type":"Point","coordinates":[11,44]}"#, .unsupported(type: "Point")),
            (#"{"type":"Polygon","coordinates":[[[11,44],[12,44],[12,45],[11,45]]]}"#, .openRing),
            (#"{"type":"Polygon","coordinates":[[[11,44],[12,44],[11,44]]]}"#, .openRing),
            (#"{"type":"Polygon","coordinates":[[[11,44],[12,45],[13,46],[11,44]]]}"#, .emptyRing),
            (#"{"type":"Polygon","coordinates":[[[11,44],[11,44],[11,44],[11,44]]]}"#, .emptyRing),
            (#"{"type":"Polygon","coordinates":[[[11,91],[12,44],[12,45],[11,91]]]}"#, .badPosition),
            (#"{"type":"Polygon","coordinates":[[[181,44],[12,44],[12,45],[181,44]]]}"#, .badPosition),
            (#"{"type":"Polygon","coordinates":[[[11],[12,44],[12,45],[11]]]}"#, .badPosition),
            (#"{"type":"Polygon","coordinates":[[[11,44,1,2],[12,44],[12,45],[11,44,1,2]]]}"#, .badPosition),
            (#"{"type":"Polygon","coordinates":[[["11",44],[12,44],[12,45],["11",44]]]}"#, .malformed),
            (#"{"type":"Polygon","coordinates":[[[NaN,44],[12,44],[12,45],[NaN,44]]]}"#, .malformed),
            (#"{"type":"Polygon","coordinates":[[[null,44],[12,44],[12,45],[null,44]]]}"#, .malformed),
            (#"{"type":"Polygon","coordinates":[[[11,44],[12,44],[12,45],[11,44]]"#, .malformed),
        ] as [(String, GeoJSONProblem)])
    func refusesWhatIsNoArea(text: String, problem: GeoJSONProblem) {
        #expect(throws: problem) { try GeoArea(geoJSON: text) }
    }

    @Test func numbersBeyondADoubleAreRefused() {
        let text = #"{"type":"Polygon","coordinates":[[[1e999,44],[12,44],[12,45],[1e999,44]]]}"#
        #expect(throws: GeoJSONProblem.self) { try GeoArea(geoJSON: text) }
    }

    @Test func sizeIsBounded() throws {
        func circle(_ count: Int) -> String {
            let corners = (0..<count - 1).map { index in
                let angle = Double(index) * 2 * Double.pi / Double(count - 1)
                return "[\(11 + cos(angle)),\(44 + sin(angle))]"
            }
            return #"{"type":"Polygon","coordinates":[[\#((corners + [corners[0]]).joined(separator: ","))]]}"#
        }
        #expect(try GeoArea(geoJSON: circle(10_000)).polygons[0].outer.points.count == 9999)
        #expect(throws: GeoJSONProblem.tooManyPoints) { try GeoArea(geoJSON: circle(10_001)) }
        #expect(throws: GeoJSONProblem.tooLong) { try GeoArea(geoJSON: circle(60_000)) }
        let deep = String(repeating: "[", count: 500_000)
        #expect(throws: GeoJSONProblem.malformed) {
            try GeoArea(geoJSON: #"{"type":"Polygon","coordinates":\#(deep)"#)
        }
    }

    @Test func randomDamageNeverTraps() {
        let entropy = Entropy.seeded(5)
        let text = Array(#"{"type":"MultiPolygon","coordinates":[[\#(Self.square)],[\#(Self.square)]]}"#.utf8)
        var read = 0
        for _ in 0..<3000 {
            var damaged = text
            for _ in 0..<entropy.int(1...4) {
                damaged[entropy.int(0...damaged.count - 1)] = UInt8(entropy.int(32...126))
            }
            if (try? GeoArea(geoJSON: String(decoding: damaged, as: UTF8.self))) != nil { read += 1 }
        }
        #expect(read > 0 && read < 3000)
    }

    @Test func randomAreasAreReadBackEqual() throws {
        let entropy = Entropy.seeded(6)
        for _ in 0..<200 {
            let points = try (0..<entropy.int(3...9)).map { _ in
                try #require(
                    GeoPoint(
                        latitudeE7: entropy.int(-900_000_000...900_000_000),
                        longitudeE7: entropy.int(-1_800_000_000...1_800_000_000)))
            }
            let area = GeoArea([GeoPolygon(try #require(GeoRing(points)))])
            #expect(try GeoArea(geoJSON: area.geoJSON) == area)
        }
        #expect(GeoPoint(latitudeE7: -1, longitudeE7: 10_500_000)?.geoJSON == "[1.05,-0.0000001]")
    }
}
