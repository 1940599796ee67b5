import Kernel
import Shop
import Testing

@Suite("Several zones in one file") struct ZoneFileTests {
    static let square = "[[11,44],[12,44],[12,45],[11,45],[11,44]]"
    static func feature(_ properties: String, _ geometry: String = #"{"type":"Polygon","coordinates":[\#(square)]}"#)
        -> String
    {
        #"{"type":"Feature","properties":\#(properties),"geometry":\#(geometry)}"#
    }
    static func collection(_ features: String...) -> String {
        #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let file = try ZoneFile(geoJSON: DemoTown.zones.geoJSON)
        #expect(file.entries.map(\.name) == ["Centro", "Quartieri", "Campagna"])
        #expect(try file.entries.map { try $0.area.get() } == DemoTown.zones.all.map(\.area))
        #expect(
            file.entries[0].terms
                == [
                    "fee_cents": .number(150), "minimum_cents": .number(1000), "free_from_cents": .number(3000),
                    "extra_minutes": .number(0), "priority": .number(1),
                ])
        #expect(file.entries[2].terms["free_from_cents"] == ZoneFile.Term.none)
    }

    @Test func aNameIsWrittenAsJSONHasIt() throws {
        let name = #"Là "in alto" \ 🍕"#
        let zone = DeliveryZone(
            id: Identifier(high: 1, low: 1), name: name, area: DemoTown.zones.all[0].area, fee: Money(cents: 1),
            minimum: Money(cents: 2))
        #expect(try ZoneFile(geoJSON: Zones([zone]).geoJSON).entries.map(\.name) == [name])
    }

    @Test func whatIsWrongWithOneFeatureStandsInItsEntry() throws {
        let text = Self.collection(
            Self.feature(#"{"name":"A"}"#), Self.feature("null"), Self.feature(#"{"name":7,"priority":"x"}"#),
            Self.feature(#"{"name":"P"}"#, #"{"type":"Point","coordinates":[11,44]}"#),
            Self.feature(#"{"name":"N"}"#, "null"), Self.feature(#"{"nome":"Centro","fee_cents":1.5}"#))
        let entries = try ZoneFile(geoJSON: text).entries
        #expect(entries.map(\.name) == ["A", "", "", "P", "N", "Centro"])
        #expect(entries[3].area == .failure(.unsupported(type: "Point")))
        #expect(entries[4].area == .failure(.malformed))
        #expect(
            entries.map(\.terms) == [[:], [:], ["priority": .unreadable], [:], [:], ["fee_cents": .unreadable]])
        #expect(try ZoneFile(geoJSON: Self.feature(#"{"name":"B"}"#)).entries.count == 1)
    }

    @Test(
        arguments: [
            ("", .malformed), ("[]", .malformed), (#"{"type":"FeatureCollection"}"#, .malformed),
            (#"{"type":"FeatureCollection","features":[]}"#, .empty),
            (#"{"type":"FeatureCollection","features":[7]}"#, .malformed),
            (#"{"type":"Polygon","coordinates":[]}"#, .unsupported(type: "Polygon")),
            (#"{"type":"Circle"}"#, .malformed),
        ] as [(String, GeoJSONProblem)])
    func refusesWhatIsNoFile(text: String, problem: GeoJSONProblem) {
        #expect(throws: problem) { try ZoneFile(geoJSON: text) }
    }

    @Test func textsAreBounded() {
        let (deep, long) = (String(repeating: "[", count: 900_000), String(repeating: " ", count: 1_048_577))
        #expect(throws: GeoJSONProblem.malformed) { try ZoneFile(geoJSON: deep) }
        #expect(throws: GeoJSONProblem.tooLong) { try ZoneFile(geoJSON: long) }
    }

    @Test func zonesAreBounded() {
        let many = Array(repeating: Self.feature(#"{"name":"A"}"#), count: 101).joined(separator: ",")
        #expect(throws: GeoJSONProblem.tooManyZones) {
            try ZoneFile(geoJSON: #"{"type":"FeatureCollection","features":[\#(many)]}"#)
        }
    }
}
