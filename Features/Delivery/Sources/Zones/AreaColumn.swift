import Database
import Kernel
import Resources
import Shop
import Web

extension ColumnType where Value == GeoArea {
    /// Where a zone is: GeoJSON in the table, in forms and for programs; people read how many corners and square kilometres it has.
    static var area: ColumnType {
        ColumnType(
            sqlType: .text, control: .text(limit: GeoArea.mostBytes, multiline: true, type: "text"),
            schema: .string(maxLength: GeoArea.mostBytes),
            bind: { .text($0.geoJSON) },
            load: { value in
                guard let area = try? GeoArea(geoJSON: String(sqlValue: value)) else {
                    throw DatabaseError.decoding("area")
                }
                return area
            },
            read: { fields, name, old in
                let text = fields.text(name, limit: GeoArea.mostBytes, multiline: true)
                if fields.isWrong(name) { return old }
                do {
                    return try GeoArea(drawn: text)
                } catch {
                    let refusal = AreaRefusal(error)
                    fields.refuse(name, refusal.code, refusal.arguments)
                    return old
                }
            },
            write: { json, name, area in json.member(name, area.polygons.isEmpty ? "" : area.geoJSON) },
            typed: { area, _ in .text(area.polygons.isEmpty ? "" : area.geoJSON) },
            shown: { area, context in AreaWords(area, context.words).text })
    }
}

extension GeoArea {
    /// Reads GeoJSON that a zone can be. Throws `GeoJSONProblem` or `AreaFault`.
    init(drawn text: String) throws {
        let area = try GeoArea(geoJSON: text)
        if let fault = area.shapeFault { throw fault }
        self = area
    }
}

/// What is wrong with an area, as a field of a form says it.
struct AreaRefusal {
    let code: String
    let arguments: [String: String]

    init(code: String, arguments: [String: String]) {
        self.code = code
        self.arguments = arguments
    }

    init(_ error: any Error) {
        switch error {
        case let problem as GeoJSONProblem: (code, arguments) = Self.reading(problem)
        case let fault as AreaFault: (code, arguments) = Self.shape(fault)
        default: (code, arguments) = ("area-malformed", [:])
        }
    }

    private static func reading(_ problem: GeoJSONProblem) -> (String, [String: String]) {
        switch problem {
        case .tooLong: ("area-too-long", ["limit": String(GeoArea.mostBytes >> 20)])
        case .malformed: ("area-malformed", [:])
        case .unsupported(let type): ("area-unsupported", ["type": type])
        case .tooManyPoints: ("area-too-many-corners", ["limit": String(GeoArea.mostCorners)])
        case .tooManyZones: ("area-too-many-zones", ["limit": String(ZoneFile.mostZones)])
        case .badPosition: ("area-bad-position", [:])
        case .openRing: ("area-open-ring", [:])
        case .emptyRing, .empty: ("area-empty", [:])
        }
    }

    private static func shape(_ fault: AreaFault) -> (String, [String: String]) {
        switch fault {
        case .tooManyCorners: ("area-too-many-corners", ["limit": String(GeoArea.mostCorners)])
        case .crossesItself(let place):
            ("area-crosses", ["place": "\(place.decimalLatitude), \(place.decimalLongitude)"])
        case .leavesNothing: ("area-empty", [:])
        case .holeOutside: ("area-hole-outside", [:])
        case .holesOverlap: ("area-holes-overlap", [:])
        case .tooFar(let kilometres, let swapped):
            (swapped ? "area-swapped" : "area-too-far", ["kilometres": String(kilometres)])
        }
    }

    /// Beside a field.
    func field(_ name: String) -> AppError.Field { AppError.Field(name, code, arguments) }
}

/// An area in words: `7 angoli, 2,4 km²`.
struct AreaWords {
    let text: String

    init(_ area: GeoArea, _ words: Words) {
        let tenths = Int((area.squareMetres / 100_000).rounded())
        let comma = words.money(Money(cents: 150)).contains(",") ? "," : "."
        let size = "\(tenths / 10)\(comma)\(tenths % 10)"
        text = words("delivery.area-size", count: area.corners.count, ["size": size])
    }
}
