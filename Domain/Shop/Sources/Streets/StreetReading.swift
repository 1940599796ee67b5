import Foundation
import Kernel

/// Reads the rows of a file of streets one by one, and collects what is right and what is wrong.
struct StreetReading {
    typealias Column = StreetFile.Column

    let places: [Column: Int]
    let width: Int
    /// Whether decimals may stand behind a comma.
    let isItalian: Bool
    let shop: GeoPoint?
    var entries: [StreetEntry] = []
    var faults: [StreetFile.Fault] = []
    private(set) var count = 0
    private var seen: [StreetKey: Int] = [:]

    init(places: [Column: Int], width: Int, isItalian: Bool, shop: GeoPoint?) {
        self.places = places
        self.width = width
        self.isItalian = isItalian
        self.shop = shop
    }

    mutating func read(_ line: CSVRows.Line) {
        // A spreadsheet ends a table with rows of separators alone.
        if line.values.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { return }
        count += 1
        guard line.values.count == width else {
            fail(line, nil, "values", ["found": String(line.values.count), "wanted": String(width)])
            return
        }
        let before = faults.count
        let name = text(line, .name, limit: 120)
        let city = text(line, .city, limit: 80)
        let postcode = text(line, .postcode, limit: 16, isNeeded: false)
        let numbers = numbers(line)
        let side = side(line)
        let point = point(line)
        guard faults.count == before, let point else { return }
        let entry = StreetEntry(name, postcode: postcode, city: city, numbers: numbers, side: side, point: point)
        let key = StreetKey(entry)
        if let first = seen[key] {
            fail(line, nil, "repeated", ["line": String(first)])
            return
        }
        seen[key] = line.number
        entries.append(entry)
    }

    private mutating func fail(
        _ line: CSVRows.Line, _ column: Column?, _ code: String, _ arguments: [String: String] = [:]
    ) {
        faults.append(StreetFile.Fault(line.number, column, code, arguments))
    }

    private func value(_ line: CSVRows.Line, _ column: Column) -> String {
        places[column].map { line.values[$0].trimmingCharacters(in: .whitespaces) } ?? ""
    }

    private mutating func text(
        _ line: CSVRows.Line, _ column: Column, limit: Int, isNeeded: Bool = true
    ) -> String {
        do {
            let text = try CleanText.clean(value(line, column), limit: limit)
            if text.isEmpty, isNeeded { fail(line, column, "missing") }
            if StreetFile.isFormula(text) { fail(line, column, "forbidden-character") }
            return text
        } catch .tooLong(let limit) {
            fail(line, column, "too-long", ["limit": String(limit)])
        } catch {
            fail(line, column, "forbidden-character")
        }
        return ""
    }

    private mutating func numbers(_ line: CSVRows.Line) -> ClosedRange<Int>? {
        let (from, to) = (value(line, .from), value(line, .to))
        if from.isEmpty, to.isEmpty { return nil }
        let bounds = [(Column.from, from), (.to, to)].map { column, text -> Int? in
            guard let number = Int(text), (1...99_999).contains(number) else {
                fail(line, column, text.isEmpty ? "missing" : "not-a-number")
                return nil
            }
            return number
        }
        guard let first = bounds[0], let last = bounds[1] else { return nil }
        if first > last {
            fail(line, .to, "reversed")
            return nil
        }
        return first...last
    }

    private mutating func side(_ line: CSVRows.Line) -> StreetEntry.Side {
        switch value(line, .side).lowercased() {
        case "", "both", "all", "tutti", "entrambi": return .both
        case "odd", "dispari": return .odd
        case "even", "pari": return .even
        default:
            fail(line, .side, "not-a-side")
            return .both
        }
    }

    private mutating func point(_ line: CSVRows.Line) -> GeoPoint? {
        guard let latitude = degrees(line, .lat, 90), let longitude = degrees(line, .lon, 180),
            let point = GeoPoint(latitudeE7: latitude, longitudeE7: longitude)
        else { return nil }
        guard let shop else { return point }
        let distance = point.distance(to: shop)
        if distance <= GeoArea.farthestMetres { return point }
        let isSwapped = point.swapped.map { $0.distance(to: shop) <= GeoArea.farthestMetres } ?? false
        fail(line, .lat, isSwapped ? "swapped" : "too-far", ["kilometres": String(Int((distance / 1000).rounded()))])
        return nil
    }

    private mutating func degrees(_ line: CSVRows.Line, _ column: Column, _ most: Int) -> Int? {
        let text = value(line, column)
        if text.isEmpty {
            fail(line, column, "missing")
            return nil
        }
        let number = isItalian ? text.replacing(",", with: ".") : text
        guard let degrees = DecimalDegrees.read(number) else {
            fail(line, column, "not-a-number")
            return nil
        }
        guard abs(degrees) <= most * 10_000_000 else {
            fail(line, column, "out-of-range", ["minimum": String(-most), "maximum": String(most)])
            return nil
        }
        return degrees
    }
}

/// What names a stretch of a street: two rows with the same one are one row.
struct StreetKey: Hashable {
    let name, postcode, city: String
    let first, last: Int?
    let side: StreetEntry.Side

    init(_ entry: StreetEntry) {
        name = entry.name
        postcode = entry.postcode
        city = entry.city
        first = entry.numbers?.lowerBound
        last = entry.numbers?.upperBound
        side = entry.side
    }
}

/// Degrees as people and files write them, in ten-millionths.
enum DecimalDegrees {
    /// `44.5`, `-0.1234567`; digits beyond the seventh are rounded away. Nil for anything else, exponents among it.
    static func read(_ text: String) -> Int? {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        var (value, decimals, digits, isRounded) = (0, -1, 0, false)
        for byte in rest {
            if byte == UInt8(ascii: "."), decimals < 0 {
                decimals = 0
                continue
            }
            guard (48...57).contains(byte), digits < 25 else { return nil }
            digits += 1
            if decimals == 7 {
                if !isRounded, byte >= UInt8(ascii: "5") { value += 1 }
                isRounded = true
                continue
            }
            // Three digits before the point and seven behind it fit with room to spare.
            guard value < 10_000_000_000 else { return nil }
            value = value * 10 + Int(byte - 48)
            if decimals >= 0 { decimals += 1 }
        }
        guard digits > 0 else { return nil }
        for _ in max(decimals, 0)..<7 {
            guard value < 100_000_000_000_000 else { return nil }
            value *= 10
        }
        return isNegative ? -value : value
    }
}
