import Foundation
import Kernel
import ML
import Testing

@Suite("A model as bytes") struct StoredModelTests {
    private func record() throws -> ModelRecord {
        let day = try #require(CivilDate("2026-03-01"))
        return try #require(
            ModelRecord(
                ModelRecord.Identity(name: "churn", version: 3), days: day, to: day.advanced(by: 90),
                data: DataDigest(), metrics: [:],
                baseline: [:], seed: 7))
    }

    /// Trees with questions about what is missing, whose bounds are infinite, and a linear model.
    private func classifier() throws -> (model: Classifier, table: FeatureTable) {
        var random = SeededGenerator(seed: 4)
        let numbers = (0..<200).map { _ in random.uniform() < 0.2 ? Double.nan : random.uniform() }
        let table = try #require(FeatureTable(names: ["visits"], columns: [.numbers(numbers)]))
        let labels = numbers.map { $0.isNaN ? "goes" : $0 + 0.2 * random.uniform() > 0.6 ? "stays" : "goes" }
        return (try #require(Classifier(table, labels)), table)
    }

    @Test("What comes back says the same")
    func roundTrip() throws {
        let (model, table) = try classifier()
        #expect(model.isUseful)
        let data = try StoredModel(model, record: record()).data()
        let read = try StoredModel<Classifier>(data)
        #expect(read.model.probabilities(table) == model.probabilities(table))
        #expect(try read.record == record())
        let days = SeriesForecastTests.days(140, seed: 1)
        let forecast = try #require(SeriesForecast(days, seasons: [7], horizon: 7))
        #expect(try StoredModel<SeriesForecast>(StoredModel(forecast, record: record()).data()).model == forecast)
        let customers: [CustomerValue.Purchases] = (0..<60).map { customer in
            (0..<5).map { ($0 * (7 + customer % 5), 12) }
        }
        let value = try #require(CustomerValue(customers, until: 60, ahead: 14))
        let again = try StoredModel<CustomerValue>(StoredModel(value, record: record()).data()).model
        #expect(again.expectation(customers[0], ahead: 14) == value.expectation(customers[0], ahead: 14))
    }

    @Test("A newer format is refused, whatever else it holds")
    func newer() throws {
        #expect(throws: ModelError.tooNew(format: 2, known: 1)) {
            try StoredModel<Classifier>(Data(#"{"format":2,"weights":"elsewhere"}"#.utf8))
        }
    }

    @Test("Another kind of model is refused")
    func otherKind() throws {
        let data = try StoredModel(try classifier().model, record: record()).data()
        #expect(throws: ModelError.otherKind("Classifier", wanted: "Regressor")) { try StoredModel<Regressor>(data) }
    }

    @Test("Bytes that were changed on the way are no model")
    func damaged() throws {
        let (model, table) = try classifier()
        let data = try StoredModel(model, record: record()).data()
        var refused = 0
        for place in stride(from: 0, to: data.count, by: max(data.count / 300, 1)) {
            var changed = data
            changed[place] ^= 1
            do {
                // Where the change is in the record, the model is still the one that was written.
                let read = try StoredModel<Classifier>(changed)
                #expect(read.model.probabilities(table) == model.probabilities(table))
            } catch is ModelError {
                refused += 1
            }
        }
        #expect(refused > 250)
        for bytes in [Data(), Data("null".utf8), Data("[]".utf8), data.prefix(data.count / 2)] {
            #expect(throws: ModelError.damaged) { try StoredModel<Classifier>(bytes) }
        }
    }
}
