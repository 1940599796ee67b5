import Foundation
import Kernel

/// Several zones in one GeoJSON text: a FeatureCollection whose features have names, or one Feature.
public struct ZoneFile: Sendable, Hashable {
    /// The most zones of a file.
    public static let mostZones = 100

    /// One feature of the file: what it is called, its terms as far as it says them, and where it is.
    public struct Entry: Sendable, Hashable {
        /// Its `name`; empty when it has none that is a text.
        public let name: String
        /// The terms that it names: `fee_cents`, `minimum_cents`, `free_from_cents`, `extra_minutes`, `priority`.
        public let terms: [String: Term]
        /// Where it is, or why its geometry is none that we read.
        public let area: Result<GeoArea, GeoJSONProblem>
    }

    /// What a feature says of a term.
    public enum Term: Sendable, Hashable {
        /// A whole number.
        case number(Int)
        /// `null`: there is none.
        case none
        /// Anything else.
        case unreadable
    }

    /// The features in their order.
    public let entries: [Entry]

    /// Reads a text. Throws what is wrong with the text as a whole; what is wrong with one feature stands in its entry.
    public init(geoJSON text: String) throws(GeoJSONProblem) {
        guard text.utf8.count <= GeoArea.mostBytes else { throw .tooLong }
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(text.utf8)) else { throw .malformed }
        switch wire.type {
        case "FeatureCollection", "Feature": break
        case "Polygon", "MultiPolygon", "Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection":
            throw .unsupported(type: wire.type)
        default: throw .malformed
        }
        if wire.features.isEmpty { throw .empty }
        if wire.features.count > Self.mostZones { throw .tooManyZones }
        entries = wire.features.map { feature in
            Entry(name: feature.name, terms: feature.terms, area: feature.area)
        }
    }

    /// The names of the terms that a feature may have.
    public static let termNames = ["fee_cents", "minimum_cents", "free_from_cents", "extra_minutes", "priority"]

    private struct Wire: Decodable {
        let type: String
        let features: [Feature]
        private enum CodingKeys: String, CodingKey { case type, features }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = try container.decode(String.self, forKey: .type)
            switch type {
            case "FeatureCollection": features = try container.decode([Feature].self, forKey: .features)
            case "Feature": features = [try Feature(from: decoder)]
            default: features = []
            }
        }
    }

    private struct Feature: Decodable {
        let name: String
        let terms: [String: Term]
        let area: Result<GeoArea, GeoJSONProblem>
        private enum CodingKeys: String, CodingKey { case properties, geometry }

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let properties = try? container.nestedContainer(keyedBy: Key.self, forKey: .properties)
            func text(_ name: String) -> String? {
                try? properties?.decode(String.self, forKey: Key(stringValue: name))
            }
            name = text("name") ?? text("Name") ?? text("nome") ?? ""
            terms = ZoneFile.termNames.reduce(into: [:]) { terms, name in
                let key = Key(stringValue: name)
                guard let properties, properties.contains(key) else { return }
                if let number = try? properties.decode(Int.self, forKey: key) {
                    terms[name] = .number(number)
                } else {
                    terms[name] = (try? properties.decodeNil(forKey: key)) == true ? Term.none : .unreadable
                }
            }
            do {
                area = .success(try GeoArea(wire: container.decode(GeoGeometry.self, forKey: .geometry).polygons))
            } catch let problem as GeoJSONProblem {
                area = .failure(problem)
            } catch {
                area = .failure(.malformed)
            }
        }
    }
}

extension Zones {
    /// All zones as a FeatureCollection (RFC 7946), with names and terms as `ZoneFile` reads them.
    public var geoJSON: String {
        let features = all.map { zone in
            var members = ["\"name\":\(Self.quoted(zone.name))", "\"fee_cents\":\(zone.fee.cents)"]
            members.append("\"minimum_cents\":\(zone.minimum.cents)")
            members.append("\"free_from_cents\":\(zone.freeFrom.map { String($0.cents) } ?? "null")")
            members += ["\"extra_minutes\":\(zone.extraMinutes)", "\"priority\":\(zone.priority)"]
            return """
                {"type":"Feature","properties":{\(members.joined(separator: ","))},"geometry":\(zone.area.geoJSON)}
                """
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))\n]}\n"
    }

    /// A text as JSON has it; the names of zones hold no control characters.
    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
