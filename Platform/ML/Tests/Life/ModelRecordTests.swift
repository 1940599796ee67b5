import Foundation
import Kernel
import ML
import Testing

@Suite("The record of a model") struct ModelRecordTests {
    /// The first two are of the table that Fowler, Noll and Vo publish, the rest computed apart in Python.
    @Test("The fingerprint is the same on every machine")
    func digest() {
        #expect(DataDigest().description == "cbf29ce484222325")
        var bytes = DataDigest()
        bytes.append(bytes: "foobar".utf8)
        #expect(bytes.description == "85944171f73967e8")
        var mixed = DataDigest()
        mixed.append(-7)
        mixed.append(2.5)
        mixed.append("perchè")
        mixed.append([1, .nan, -0.0] as [Double])
        mixed.append(["a", ""])
        #expect(mixed.description == "cf56ae443fa3358f")
        var leading = DataDigest()
        leading.append(22)
        #expect(leading.description == "04510f5b290b417a")
    }

    @Test("The fingerprint of a table, and what changes it")
    func tables() throws {
        func digest(_ names: [String], _ columns: [FeatureTable.Column]) throws -> String {
            var digest = DataDigest()
            digest.append(try #require(FeatureTable(names: names, columns: columns)))
            return digest.description
        }
        let numbers = FeatureTable.Column.numbers([40, .infinity, 12.5])
        let names = FeatureTable.Column.names(["sun", "", "rain"])
        #expect(try digest(["covers", "weather"], [numbers, names]) == "126bd61900c79b2a")
        let all = try [
            digest(["covers", "weather"], [numbers, names]), digest(["covers", "sky"], [numbers, names]),
            digest(["weather", "covers"], [names, numbers]), digest(["covers", "weather"], [names, names]),
            digest(["covers", "weather"], [.numbers([12.5, .nan, 40]), names]),
            digest(["covers", "weather"], [numbers, .names(["su", "n", "rain"])]),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test("All that is not a number has one fingerprint, and so have 0 and −0")
    func zero() {
        func digest(_ number: Double) -> String {
            var digest = DataDigest()
            digest.append(number)
            return digest.description
        }
        #expect(digest(.nan) == "0dcd9df54e958e60")
        #expect(digest(-.nan) == digest(.nan) && digest(.signalingNaN) == digest(.nan))
        #expect(digest(0) == "0cd92cf54dc615e5" && digest(-0.0) == digest(0))
    }

    @Test("A record comes back from JSON as it was, the largest seed too")
    func roundTrip() throws {
        let record = try #require(Self.record(seed: .max))
        let data = try JSONEncoder().encode(record)
        #expect(try JSONDecoder().decode(ModelRecord.self, from: data) == record)
        #expect(String(decoding: data, as: UTF8.self).contains("\"cbf29ce484222325\""))
        #expect(record.format == ModelRecord.knownFormat)
        let shelf = ModelShelf(job: "covers per day", champion: record, challengers: [record])
        #expect(try JSONDecoder().decode(ModelShelf.self, from: JSONEncoder().encode(shelf)) == shelf)
    }

    @Test("A newer format is refused whatever else it holds, on a shelf too")
    func newer() throws {
        for text in [#"{"format":2}"#, #"{"format":2,"identity":7,"new":[]}"#] {
            #expect(throws: ModelError.tooNew(format: 2, known: 1)) {
                try JSONDecoder().decode(ModelRecord.self, from: Data(text.utf8))
            }
        }
        let shelf = #"{"job":"covers","challengers":[],"champion":{"format":9}}"#
        #expect(throws: ModelError.tooNew(format: 9, known: 1)) {
            try JSONDecoder().decode(ModelShelf.self, from: Data(shelf.utf8))
        }
        #expect(
            "\(ModelError.tooNew(format: 9, known: 1))"
                == "the model has format 9, this programme knows formats up to 1")
    }

    @Test(
        "What is no record is refused",
        arguments: [
            ("\"format\":1", "\"format\":0"), ("\"format\":1", "\"format\":\"1\""), ("\"theta\"", "\"\""),
            ("2025-01-01", "2027-01-01"), ("2025-01-01", "2025-02-30"), ("cbf29ce484222325", "CBF29CE484222325"),
            ("cbf29ce484222325", "+bf29ce484222325"), ("cbf29ce484222325", "cbf29ce48422232"),
            ("\"seed\":7", "\"seed\":-7"), ("8.5", "1e999"), ("\"baseline\"", "\"other\""),
        ])
    func nonsense(_ good: String, _ bad: String) throws {
        let record = try #require(Self.record())
        let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
        #expect(text.contains(good))
        let broken = text.replacingOccurrences(of: good, with: bad)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ModelRecord.self, from: Data(broken.utf8))
        }
    }

    @Test("No record of no name or of days the wrong way round, no measure without a value")
    func degenerate() throws {
        #expect(Self.record(name: "") == nil)
        let day = try #require(CivilDate("2026-01-01"))
        let identity = ModelRecord.Identity(name: "theta", version: 1)
        for (first, isRecord) in [(day, true), (day.advanced(by: 1), false)] {
            let record = ModelRecord(
                identity, days: first, to: day, data: DataDigest(), metrics: [:], baseline: [:], seed: 0)
            #expect((record != nil) == isRecord)
        }
        #expect(ModelRecord.Metric(.nan) == nil)
        #expect(ModelRecord.Metric(-.infinity) == nil)
    }

    @Test("Better than the simple answer, by measures of either direction")
    func baseline() throws {
        let record = try #require(Self.record())
        #expect(record.beatsBaseline("mae") == true)
        #expect(record.beatsBaseline("r2") == false)
        #expect(record.beatsBaseline("equal") == false)
        #expect(record.beatsBaseline("turned") == nil)
        #expect(record.beatsBaseline("bias") == nil)
    }

    static func record(name: String = "theta", seed: UInt64 = 7) -> ModelRecord? {
        guard let first = CivilDate("2025-01-01"), let last = CivilDate("2026-03-31"),
            let low = ModelRecord.Metric(8.5), let high = ModelRecord.Metric(9.5),
            let good = ModelRecord.Metric(0.75, isLowerBetter: false),
            let fair = ModelRecord.Metric(0.5, isLowerBetter: false)
        else { return nil }
        return ModelRecord(
            ModelRecord.Identity(name: name, version: 3), days: first, to: last, data: DataDigest(),
            metrics: ["mae": low, "r2": fair, "equal": low, "turned": low, "bias": low],
            baseline: ["mae": high, "r2": good, "equal": low, "turned": good], seed: seed, reasons: ["weekday"])
    }
}

@Suite("Champion and challengers") struct ModelShelfTests {
    typealias Evidence = ModelShelf.Evidence
    static let (old, new, other) = (identity("old"), identity("new"), identity("other"))
    static let (ten, nine, eight) = (flat(10), flat(9), flat(8))

    @Test("Without a champion: the one that beats the simple answer by more than the noise")
    func first() throws {
        let shelf = try Self.shelf(champion: nil, ["new", "other"])
        #expect(
            shelf.verdict(on: Evidence(baseline: Self.ten, challengers: [Self.new: Self.nine, Self.other: Self.eight]))
                == .promote(Self.other, because: .beatsBaseline))
        // Of two that are equal the first on the shelf.
        #expect(
            shelf.verdict(on: Evidence(baseline: Self.ten, challengers: [Self.other: Self.nine, Self.new: Self.nine]))
                == .promote(Self.new, because: .beatsBaseline))
        // Gains of 0, 0, 0, 0 and 5: a mean of 1 and a standard error of 1. That is the noise.
        #expect(
            shelf.verdict(on: Evidence(baseline: Self.ten, challengers: [Self.new: [10, 10, 10, 10, 5]]))
                == .keep(because: .notBetterThanBaseline))
        #expect(
            shelf.verdict(on: Evidence(baseline: Self.ten, challengers: [Self.new: [9, 10, 10, 10, 5]]))
                == .promote(Self.new, because: .beatsBaseline))
    }

    @Test("With a champion: who beats it and the simple answer; else the reason nearest to a promotion")
    func second() throws {
        let shelf = try Self.shelf(champion: "old", ["new", "other"])
        func verdict(_ champion: [Double], _ new: [Double], _ other: [Double]) -> ModelShelf.Verdict {
            shelf.verdict(
                on: Evidence(
                    champion: champion, baseline: Self.ten, challengers: [Self.new: new, Self.other: other]))
        }
        #expect(verdict(Self.nine, Self.eight, []) == .promote(Self.new, because: .beatsChampion))
        #expect(verdict(Self.nine, Self.nine, Self.flat(11)) == .keep(because: .notBetterThanChampion))
        #expect(verdict(Self.nine, Self.flat(11), Self.nine) == .keep(because: .notBetterThanChampion))
        // Better than a bad champion only.
        #expect(verdict(Self.flat(12), Self.flat(11), []) == .keep(because: .notBetterThanBaseline))
        #expect(try Self.shelf(champion: "old", []).verdict(on: Evidence()) == .keep(because: .noChallenger))
    }

    @Test(
        "What cannot be compared promotes nobody",
        arguments: [[8, 8, 8, 8], [8, 8, 8, 8, 8, 8], flat(.nan), flat(-1), flat(-.infinity), []])
    func incomparable(_ errors: [Double]) throws {
        for champion in ["old", nil] {
            let shelf = try Self.shelf(champion: champion, ["new"])
            let evidence = Evidence(champion: Self.ten, baseline: Self.ten, challengers: [Self.new: errors])
            #expect(shelf.verdict(on: evidence) == .keep(because: .notComparable))
        }
        let shelf = try Self.shelf(champion: "old", ["new"])
        let noChampion = Evidence(champion: errors, baseline: Self.ten, challengers: [Self.new: Self.eight])
        #expect(shelf.verdict(on: noChampion) == .keep(because: .notComparable))
        #expect(shelf.verdict(on: Evidence(champion: Self.ten, baseline: Self.ten)) == .keep(because: .notComparable))
    }

    @Test("A world that has changed rolls back, before anything else, but only a champion")
    func drifted() throws {
        var evidence = Evidence(champion: Self.ten, baseline: Self.ten, challengers: [Self.new: Self.eight])
        evidence.hasDrifted = true
        #expect(
            try Self.shelf(champion: "old", ["new"]).verdict(on: evidence) == .rollBack(because: .drifted))
        #expect(
            try Self.shelf(champion: nil, ["new"]).verdict(on: evidence) == .promote(Self.new, because: .beatsBaseline))
    }

    @Test("A week in which the simple answer was better rolls back, six days or as good a week do not")
    func live() throws {
        let shelf = try Self.shelf(champion: "old", [])
        func verdict(_ champion: [Double], _ baseline: [Double]) -> ModelShelf.Verdict {
            shelf.verdict(on: Evidence(liveChampion: champion, liveBaseline: baseline))
        }
        let (worse, keep) = (
            ModelShelf.Verdict.rollBack(because: .liveWorseThanBaseline),
            ModelShelf.Verdict.keep(because: .noChallenger)
        )
        let week = Self.flat(10, 7)
        #expect(verdict(Self.flat(11, 7), week) == worse)
        #expect(verdict(week, week) == keep)
        #expect(verdict(Self.flat(0, 6) + [71], week) == worse)
        #expect(verdict(Self.flat(0, 6) + [70], week) == keep)
        #expect(verdict(Self.flat(11, 6), week) == keep)
        // A champion that does not answer with a size is as bad as can be.
        for nonsense in [Double.nan, .infinity, -.infinity, -1] {
            #expect(verdict(Self.flat(9, 6) + [nonsense], week) == worse)
        }
        // Days of which the simple answer's error is not known do not count.
        for nonsense in [Double.nan, .infinity, -1] {
            #expect(verdict(Self.flat(11, 7), Self.flat(10, 6) + [nonsense]) == keep)
        }
    }

    @Test("After a verdict")
    func after() throws {
        let shelf = try Self.shelf(champion: "old", ["new", "other"])
        #expect(shelf.after(.keep(because: .notComparable)) == shelf)
        let promoted = shelf.after(.promote(Self.new, because: .beatsChampion))
        #expect(promoted.champion?.identity == Self.new && promoted.former?.identity == Self.old)
        #expect(promoted.challengers.map(\.identity) == [Self.other])
        let back = promoted.after(.rollBack(because: .liveWorseThanBaseline))
        #expect(back.champion?.identity == Self.old && back.former == nil)
        #expect(back.challengers.map(\.identity) == [Self.other])
        #expect(back.after(.rollBack(because: .drifted)).champion == nil)
        #expect(shelf.after(.promote(Self.identity("nobody"), because: .beatsChampion)) == shelf)
        #expect(back.job == "covers")
    }

    @Test("Of two challengers of one identity the first stays")
    func twice() throws {
        #expect(
            try Self.shelf(champion: nil, ["new", "other", "new"]).challengers.map(\.identity) == [
                Self.new, Self.other,
            ])
    }

    static func identity(_ name: String) -> ModelRecord.Identity { ModelRecord.Identity(name: name, version: 3) }
    static func flat(_ error: Double, _ count: Int = 5) -> [Double] { [Double](repeating: error, count: count) }

    static func shelf(champion: String?, _ challengers: [String]) throws -> ModelShelf {
        ModelShelf(
            job: "covers", champion: champion.flatMap { ModelRecordTests.record(name: $0) },
            challengers: try challengers.map { try #require(ModelRecordTests.record(name: $0)) })
    }
}
