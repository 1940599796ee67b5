import Foundation
import Kernel
import ML
import Testing

@Suite("Rows and their classes") struct ClassifierTests {
    /// Guests: who came lately and by moped comes again; the letter says nothing.
    static func guests(_ count: Int, seed: UInt64) throws -> (FeatureTable, [String]) {
        var random = SeededGenerator(seed: seed)
        var (days, ways, letters, labels): ([Double], [String], [String], [String]) = ([], [], [], [])
        for _ in 0..<count {
            days.append((random.uniform() * 60).rounded())
            ways.append(["moped", "car", "foot"][random.index(below: 3)])
            letters.append(["a", "b"][random.index(below: 2)])
            let odds = 2 - (days.last ?? 0) / 10 + (ways.last == "moped" ? 2 : 0)
            labels.append(random.uniform() < 1 / (1 + exp(-odds)) ? "stays" : "goes")
        }
        let table = FeatureTable(
            names: ["days", "way", "letter"], columns: [.numbers(days), .names(ways), .names(letters)])
        return (try #require(table), labels)
    }

    @Test("It finds what tells them apart, says how well, and why")
    func signal() throws {
        let (table, labels) = try Self.guests(500, seed: 1)
        let (unseen, truth) = try Self.guests(800, seed: 2)
        let classifier = try #require(Classifier(table, labels))
        #expect(classifier.classes == ["goes", "stays"])
        #expect(classifier.isUseful)
        #expect(classifier.scores.map(\.name).first == "shares")
        #expect(classifier.scores.map(\.name).last == "blend")
        let answers = try #require(classifier.probabilities(unseen))
        #expect(answers.allSatisfy { abs($0[0] + $0[1] - 1) < 1e-12 })
        let quality = try #require(BinaryQuality(answers.map { $0[1] }, truth.map { $0 == "stays" }))
        #expect(quality.area > 0.85)
        // What is said to happen in a fifth of the cases does so: the mean of each fifth of the answers is near what came.
        let sorted = zip(answers.map { $0[1] }, truth).sorted { $0.0 < $1.0 }
        for fifth in 0..<5 {
            let part = sorted[fifth * 160..<(fifth + 1) * 160]
            let said = part.reduce(0.0) { $0 + $1.0 } / 160
            let came = Double(part.count { $0.1 == "stays" }) / 160
            #expect(abs(said - came) < 0.12)
        }
        let worth = try #require(classifier.importance(unseen, truth))
        #expect(worth.map(\.column) == ["days", "way", "letter"])
        #expect(worth[1].value > 0.02)
        #expect(abs(worth[2].value) < 0.01)
        let asked = try #require(
            FeatureTable(
                names: ["letter", "days", "way"], columns: [.names(["a"]), .numbers([55]), .names(["moped"])]))
        let reasons = try #require(classifier.reasons(asked, row: 0, of: "stays"))
        let moves = Dictionary(uniqueKeysWithValues: reasons.map { ($0.column, $0.value) })
        #expect(try #require(moves["days"]) < -1)
        #expect(try #require(moves["way"]) > 1)
        #expect(abs(moves["letter"] ?? 0) < 0.5)
        #expect(classifier.reasons(asked, row: 1, of: "stays") == nil)
        #expect(classifier.reasons(asked, row: 0, of: "flies") == nil)
        let again = try #require(Classifier(table, labels))
        #expect(again.probabilities(unseen) == answers)
        let copy = try JSONDecoder().decode(Classifier.self, from: JSONEncoder().encode(classifier))
        #expect(copy.probabilities(unseen) == answers)
    }

    @Test("Where there is nothing to find, it says so and gives the shares")
    func noise() throws {
        var random = SeededGenerator(seed: 9)
        let table = try #require(
            FeatureTable(
                names: ["a", "b"], columns: (0..<2).map { _ in .numbers((0..<400).map { _ in random.uniform() }) }))
        let labels = (0..<400).map { _ in random.uniform() < 0.25 ? "yes" : "no" }
        let classifier = try #require(Classifier(table, labels))
        #expect(!classifier.isUseful)
        let share = Double(labels.count { $0 == "yes" }) / 400
        #expect(classifier.probabilities(table)?.allSatisfy { $0 == [1 - share, share] } == true)
    }

    @Test("Three classes, names never seen, numbers missing")
    func three() throws {
        var random = SeededGenerator(seed: 3)
        let x = (0..<300).map { _ in random.uniform() * 3 }
        let labels = x.map { ["low", "middle", "top"][min(Int($0), 2)] }
        let names = (0..<300).map { "shop \($0 % 40)" }
        let table = try #require(FeatureTable(names: ["x", "shop"], columns: [.numbers(x), .names(names)]))
        let classifier = try #require(Classifier(table, labels))
        let asked = try #require(
            FeatureTable(
                names: ["x", "shop"],
                columns: [.numbers([0.5, 1.5, 2.5, .nan]), .names(["shop 1", "new", "", "shop 2"])]))
        let answers = try #require(classifier.probabilities(asked))
        #expect(answers.map { $0.firstIndex(of: $0.max() ?? 0) }.prefix(3) == [0, 1, 2])
        #expect(answers.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-9 && $0.allSatisfy { $0 >= 0 } })
        let other = try #require(FeatureTable(names: ["x"], columns: [.numbers([1])]))
        #expect(classifier.probabilities(other) == nil)
    }

    @Test("Too little to learn from: the shares, and no scores")
    func little() throws {
        let table = try #require(FeatureTable(names: ["x"], columns: [.numbers([1, 2, 3])]))
        let classifier = try #require(Classifier(table, ["a", "b", "a"]))
        #expect(classifier.scores.isEmpty)
        #expect(!classifier.isUseful)
        let third: Double = 1.0 / 3.0
        let shares: [Double] = [third * 2, third]
        #expect(classifier.probabilities(table)?.first == shares)
        #expect(Classifier(table, ["a"]) == nil)
        let one = try #require(Classifier(table, ["a", "a", "a"]))
        #expect(one.probabilities(table) == [[1], [1], [1]])
        let (guests, _) = try Self.guests(100, seed: 1)
        #expect(try #require(Classifier(guests, (0..<100).map { _ in "same" })).probabilities(guests)?.first == [1])
    }

    @Test("Reading a table: kinds, missing values, and what it is like")
    func reading() throws {
        let rows = [["1", "red", "x"], ["", "NA", "x"], ["3.5", "blue", "x"]]
        let table = try #require(FeatureTable(names: ["n", "c", "k"], rows: rows))
        #expect(table["c"] == .names(["red", "", "blue"]))
        guard case .numbers(let numbers)? = table["n"] else {
            Issue.record("no numbers")
            return
        }
        #expect(numbers[0] == 1 && numbers[1].isNaN && numbers[2] == 3.5)
        let like = try #require(FeatureTable(names: ["n"], rows: [["many"], ["inf"]], like: table))
        guard case .numbers(let lost)? = like["n"] else {
            Issue.record("no numbers")
            return
        }
        #expect(lost.allSatisfy { $0.isNaN })
        #expect(FeatureTable(names: ["a", "a"], rows: [["1", "2"]]) == nil)
        #expect(FeatureTable(names: ["a"], rows: [["1", "2"]]) == nil)
        #expect(table.without(["n", "c", "k"]) == nil)
        #expect(table.rows([2, 9, 0]).count == 2)
    }

    @Test("Quality by hand")
    func quality() throws {
        let quality = try #require(BinaryQuality([0.9, 0.8, 0.3, 0.3], [true, false, true, false]))
        #expect(quality.area == 0.625)
        #expect(abs(quality.brier - (0.01 + 0.64 + 0.49 + 0.09) / 4) < 1e-12)
        #expect(abs(quality.logLoss + (log(0.9) + log(0.2) + log(0.3) + log(0.7)) / 4) < 1e-12)
        #expect(BinaryQuality([0.5], [true])?.area == 0.5)
        #expect(BinaryQuality([1.5], [true]) == nil)
        let errors = try #require(ErrorQuality([1, 2, 6], [1, 3, 5]))
        #expect(errors.meanAbsolute == 2 / 3.0)
        #expect(abs(errors.explained - 0.75) < 1e-12)
    }
}
