import Foundation
import Kernel

/// A table of streets as a text of separated values: a row of names, then a stretch of a street in each row.
///
/// The separator is a semicolon where the row of names has one, else a comma; then decimals may stand behind a comma. Names of columns are
/// understood in Italian and English, in any order and case; others are passed over.
public struct StreetFile: Sendable, Hashable {
    /// The most bytes of a file.
    public static let mostBytes = 8 << 20
    /// The most rows.
    public static let mostRows = 50_000

    /// Why a file is no table of streets.
    public enum Refusal: Error, Hashable, Sendable {
        /// More than `mostBytes`.
        case tooLong
        /// Not UTF-8, or with characters that are no text.
        case notText
        /// These columns are missing: `name`, `city`, `lat`, `lon`.
        case columns([String])
        /// No row but that of the names.
        case empty
        /// More than `mostRows`.
        case tooManyRows
    }

    /// What is wrong with a line.
    public struct Fault: Sendable, Hashable {
        /// The line of the file, from 1.
        public let line: Int
        /// Which column: one of `Column`'s names; nil when it is the line as a whole.
        public let column: String?
        /// What is wrong: `missing`, `too-long`, `forbidden-character`, `not-a-number`, `out-of-range`, `not-a-side`, `reversed`, `too-far`,
        /// `swapped`, `repeated`, `values`, `open-quote`.
        public let code: String
        /// What the sentence about it needs: `limit`, `kilometres`, `line`.
        public let arguments: [String: String]

        init(_ line: Int, _ column: Column?, _ code: String, _ arguments: [String: String] = [:]) {
            self.line = line
            self.column = column?.rawValue
            self.code = code
            self.arguments = arguments
        }
    }

    /// The columns, by the names that our own files have.
    public enum Column: String, Sendable, CaseIterable {
        case name, postcode, city, from, to, side, lat, lon

        /// What else a column may be called.
        private static let others: [String: Column] = [
            "via": .name, "strada": .name, "street": .name, "nome": .name, "cap": .postcode, "zip": .postcode,
            "comune": .city, "città": .city, "citta": .city, "town": .city, "da": .from, "dal": .from, "a": .to,
            "al": .to, "lato": .side, "latitude": .lat, "latitudine": .lat, "longitude": .lon, "longitudine": .lon,
            "lng": .lon,
        ]

        /// A column by a name in a file.
        init?(called name: String) {
            let plain = name.lowercased().trimmingCharacters(in: .whitespaces)
            guard let column = Column(rawValue: plain) ?? Self.others[plain] else { return nil }
            self = column
        }
    }

    /// The rows that are right, in their order.
    public let entries: [StreetEntry]
    /// Everything that is wrong, by line.
    public let faults: [Fault]

    /// Reads a file. `shop` is where deliveries start: what is farther than a zone may reach is wrong.
    public init(_ bytes: some Collection<UInt8>, shop: GeoPoint?) throws(Refusal) {
        guard bytes.count <= Self.mostBytes else { throw .tooLong }
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else { throw .notText }
        try self.init(text, shop: shop)
    }

    /// Reads a text, as `init(_:shop:)` reads a file.
    public init(_ text: String, shop: GeoPoint?) throws(Refusal) {
        guard text.utf8.count <= Self.mostBytes else { throw .tooLong }
        let head = text.prefix { !$0.isNewline }
        let separator: Character = head.contains(";") ? ";" : ","
        var rows = CSVRows(text, separator: separator)
        let names = rows.next()?.values ?? []
        var places: [Column: Int] = [:]
        for (index, name) in names.enumerated() {
            if let column = Column(called: name), places[column] == nil { places[column] = index }
        }
        let missing = [Column.name, .city, .lat, .lon].filter { places[$0] == nil }
        if !missing.isEmpty { throw .columns(missing.map(\.rawValue)) }
        var reading = StreetReading(places: places, width: names.count, isItalian: separator == ";", shop: shop)
        while let line = rows.next() {
            reading.read(line)
            if reading.count > Self.mostRows { throw .tooManyRows }
        }
        if let line = rows.openQuote { reading.faults.append(Fault(line, nil, "open-quote")) }
        if reading.count == 0 { throw .empty }
        entries = reading.entries
        faults = reading.faults.sorted { $0.line < $1.line }
    }

    /// Whether a spreadsheet that opens the table would run a text as a formula: no street begins with one of these signs.
    public static func isFormula(_ text: String) -> Bool {
        text.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
    }

    /// A table of streets as `init` reads it: commas, and points before decimals; or as spreadsheets want it where decimals stand behind a
    /// comma, semicolons.
    public static func text(of entries: some Sequence<StreetEntry>, withDecimalCommas: Bool = false) -> String {
        let separator: Character = withDecimalCommas ? ";" : ","
        func degrees(_ text: String) -> String { withDecimalCommas ? text.replacing(".", with: ",") : text }
        var text = Column.allCases.map(\.rawValue).joined(separator: String(separator)) + "\n"
        for entry in entries {
            let values = [
                entry.name, entry.postcode, entry.city, entry.numbers.map { String($0.lowerBound) } ?? "",
                entry.numbers.map { String($0.upperBound) } ?? "", entry.side.rawValue,
                degrees(entry.point.decimalLatitude), degrees(entry.point.decimalLongitude),
            ]
            text += values.map { CSVRows.written($0, separator: separator) }.joined(separator: String(separator)) + "\n"
        }
        return text
    }
}
