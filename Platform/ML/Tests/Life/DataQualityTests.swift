import Foundation
import Kernel
import ML
import Testing

@Suite("The quality of data") struct DataQualityTests {
    /// A Monday.
    static let monday = CivilDate(daysSinceEpoch: 20_458)
    static let month: [(day: CivilDate, value: Double?)] = (0..<28).map { entry($0, 10 + Double($0 % 7)) }

    static func entry(_ day: Int, _ value: Double?) -> (day: CivilDate, value: Double?) {
        (monday.advanced(by: day), value)
    }

    @Test("Four good weeks")
    func good() {
        let quality = DataQuality(series: "covers", Self.month)
        #expect(Self.monday.description == "2026-01-05" && Self.monday.weekday == 1)
        #expect(quality.count == 28 && quality.usable == 28)
        #expect(quality.findings.isEmpty && quality.isUsable)
    }

    @Test("Too little is known to be little")
    func little() {
        let quality = DataQuality(series: "covers", Array(Self.month.prefix(13)))
        #expect(quality.findings == [.tooLittle(found: 13, needed: 14)])
        #expect(!quality.isUsable)
        #expect(DataQuality(series: "covers", Array(Self.month.prefix(14))).isUsable)
        #expect(DataQuality(series: "covers", []).findings == [.tooLittle(found: 0, needed: 14)])
        #expect(DataQuality(series: "covers", [], fewest: -3).findings == [.tooLittle(found: 0, needed: 1)])
        // Entries of one day, or without a value, are not more days.
        let one = (0..<20).map { Self.entry(0, Double($0)) }
        #expect(DataQuality(series: "covers", one).usable == 1)
        let none = (0..<20).map { Self.entry($0, $0 % 2 == 0 ? nil : .nan) }
        #expect(
            DataQuality(series: "covers", none).findings == [
                .tooLittle(found: 0, needed: 14), .missing(column: "covers", count: 10, of: 20),
                .notFinite(column: "covers", count: 10),
            ])
    }

    @Test("Everything that can be the matter with a series")
    func series() {
        var entries = Self.month
        entries[3].value = nil
        entries[4].value = .infinity
        entries[5].value = -12
        entries.swapAt(10, 11)
        entries.append(entries[20])
        #expect(
            DataQuality(series: "covers", entries).findings == [
                .duplicated(entries: 1), .unsorted(entries: 2), .missing(column: "covers", count: 1, of: 29),
                .notFinite(column: "covers", count: 1), .negative(column: "covers", count: 1),
                .outliers(column: "covers", count: 1, of: 27),
            ])
        let allowed = DataQuality(series: "covers", entries, isNonNegative: false).findings
        #expect(!allowed.contains(.negative(column: "covers", count: 1)))
        #expect(
            DataQuality(series: "rent", (0..<20).map { Self.entry($0, 7) }).findings == [.constant(column: "rent")])
    }

    @Test("Gaps are days on which the shop was open")
    func gaps() {
        let open = Self.month.filter { $0.day.weekday != 1 }
        #expect(DataQuality(series: "covers", open, closed: [1]).findings.isEmpty)
        #expect(DataQuality(series: "covers", open).findings == [.gaps(days: 3, of: 27, longest: 1)])
        // From a Tuesday to a Saturday two weeks later, with two Sundays and two Mondays between.
        let ends = [Self.entry(1, 5), Self.entry(19, 6)]
        func gap(_ closed: Set<Int>) -> DataQuality.Finding? {
            DataQuality(series: "covers", ends, closed: closed, fewest: 1).findings.first
        }
        #expect(gap([]) == .gaps(days: 17, of: 19, longest: 17))
        #expect(gap([1, 7]) == .gaps(days: 13, of: 15, longest: 13))
        #expect(gap([0, 8, -1]) == gap([]))
        #expect(gap(Set(1...7)) == nil)
        let ages = [
            (day: CivilDate(daysSinceEpoch: .max), value: 1.0), (day: CivilDate(daysSinceEpoch: .min), value: 2),
        ]
        #expect(DataQuality(series: "covers", ages).findings.contains(.unsorted(entries: 1)))
    }

    @Test(
        "Far from the median, whatever the unit",
        arguments: [
            // A median of 12.5 and a median distance of 1.5: beyond 7.78.
            ([10, 11, 12, 13, 14, 100], 1), ([10, 11, 12, 13, 14, 20], 0), ([10, 11, 12, 13, 14, 21], 1),
            // Most are the same: a mean distance of 0.1, beyond 0.44.
            ([5, 5, 5, 5, 5, 5, 5, 5, 5, 6], 1), ([5, 5, 5, 100], 0), ([1e308, -1e308, 1e308, -1e308, 0], 0),
        ])
    func outliers(_ values: [Double], _ expected: Int) {
        for unit in [1, -0.25] {
            let entries = values.enumerated().map { Self.entry($0.offset, $0.element * unit) }
            let found = DataQuality(series: "x", entries, isNonNegative: false, fewest: 1).findings
            #expect(found == (expected > 0 ? [.outliers(column: "x", count: expected, of: values.count)] : []))
        }
    }

    @Test("Columns that say nothing, or what another says")
    func columns() throws {
        let hours = (0..<20).map { Double($0 * $0) }
        let days = (0..<20).map { "day \($0 % 7)" }
        func table(_ columns: (String, FeatureTable.Column)...) throws -> [DataQuality.Finding] {
            DataQuality(try #require(FeatureTable(names: columns.map(\.0), columns: columns.map(\.1)))).findings
        }
        #expect(
            try table(
                ("hour", .numbers(hours)), ("fahrenheit", .numbers(hours.map { 32 + 1.8 * $0 })),
                ("left", .numbers(hours.map { 1e200 - 1e199 * $0 })), ("day", .names(days)),
                ("giorno", .names(days.map { "\($0)°" })), ("hour as text", .names(hours.map { "\($0)" })),
                ("one", .numbers([Double](repeating: 0.1, count: 20))))
                == [
                    .same(column: "fahrenheit", as: "hour"), .same(column: "left", as: "hour"),
                    .same(column: "giorno", as: "day"), .constant(column: "one"),
                ])
        // Almost the same is not the same, nor is the same with another value missing.
        #expect(
            try table(
                ("hour", .numbers(hours)), ("near", .numbers(hours.map { $0 == 4 ? 4.1 : $0 })),
                ("hole", .numbers(hours.map { $0 == 4 ? .nan : $0 })))
                == [.missing(column: "hole", count: 1, of: 20)])
        #expect(
            try table(("a", .numbers([Double](repeating: .nan, count: 20))), ("b", .names(days.map { _ in "x" }))) == [
                .nothingToLearn, .missing(column: "a", count: 20, of: 20), .constant(column: "b"),
            ])
    }

    @Test("Numbers as large or as small as they can be still say something")
    func extremes() throws {
        for unit in [1e308, 1e-300, .leastNonzeroMagnitude] {
            let values = (0..<20).map { $0 % 2 == 0 ? unit : -unit }
            let table = try #require(FeatureTable(names: ["a", "b"], columns: [.numbers(values), .numbers(values)]))
            #expect(DataQuality(table).findings == [.same(column: "b", as: "a")])
        }
    }

    @Test("Against what the model has learned from")
    func reference() throws {
        let reference = try #require(
            FeatureTable(
                names: ["sky", "covers", "rain"],
                columns: [.names(["sun", "rain"]), .numbers([1, 2]), .numbers([0, 1])]))
        let table = try #require(
            FeatureTable(
                names: ["sky", "covers"],
                columns: [.names(["sun", "hail", "rain", "", "hail"]), .names(["1", "2", "3", "4", "5"])]))
        #expect(
            DataQuality(table, reference: reference, fewest: 5).findings == [
                .missing(column: "sky", count: 1, of: 5), .unseen(column: "sky", count: 2, of: 4),
                .absent(column: "covers"), .absent(column: "rain"),
            ])
        #expect(DataQuality(reference, reference: reference, fewest: 2).findings.isEmpty)
        let empty = try #require(FeatureTable(names: ["a"], columns: [.numbers([])]))
        #expect(DataQuality(empty, reference: empty).findings == [.tooLittle(found: 0, needed: 14)])
        #expect(DataQuality(try #require(FeatureTable(names: ["a"], columns: [.numbers([1])])), fewest: 1).isUsable)
    }

    @Test(
        "How much it matters",
        arguments: [
            (DataQuality.Finding.tooLittle(found: 1, needed: 2), DataQuality.Severity.blocking),
            (.nothingToLearn, .blocking), (.absent(column: "a"), .warning), (.unsorted(entries: 1), .note),
            (.missing(column: "a", count: 20, of: 100), .note), (.missing(column: "a", count: 21, of: 100), .warning),
            (.gaps(days: 1, of: 4, longest: 1), .warning), (.gaps(days: 1, of: 5, longest: 1), .note),
            (.outliers(column: "a", count: 5, of: 100), .note), (.outliers(column: "a", count: 6, of: 100), .warning),
            (.unseen(column: "a", count: 1, of: 10), .note), (.unseen(column: "a", count: 2, of: 10), .warning),
            (.missing(column: "a", count: 0, of: 0), .note),
        ])
    func severity(_ finding: DataQuality.Finding, _ expected: DataQuality.Severity) {
        #expect(finding.severity == expected)
    }

    @Test("A report comes back from JSON as it was")
    func roundTrip() throws {
        let quality = DataQuality(series: "covers", [Self.entry(0, -1), Self.entry(9, nil)])
        #expect(quality.findings.count == 4)
        #expect(try JSONDecoder().decode(DataQuality.self, from: JSONEncoder().encode(quality)) == quality)
    }
}
