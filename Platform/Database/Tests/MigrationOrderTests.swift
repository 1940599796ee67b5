import TestKit
import Testing

@testable import Database

@Suite struct MigrationOrderTests {
    private func feature(_ name: String, _ steps: [String], after: [String] = []) -> FeatureMigrations {
        let files = steps.enumerated().map { ("000\($0 + 1)_s.sql", $1) }
        return FeatureMigrations(feature: name, files: Dictionary(uniqueKeysWithValues: files), after: after)
    }

    /// The order as `a1 a2 b1`.
    private func order(_ features: [FeatureMigrations]) throws -> String {
        try MigrationOrder(features, for: .sqlite).sorted().map { "\($0.feature)\($0.number)" }.joined(separator: " ")
    }

    private let plain = "SELECT 1"

    @Test func aFeatureFollowsThoseItIsAfterAndOtherwiseTheList() throws {
        let a = feature("a", [plain, plain], after: ["c"])
        let (b, c) = (feature("b", [plain, plain]), feature("c", [plain, plain, plain]))
        #expect(try order([a, b, c]) == "b1 b2 c1 c2 c3 a1 a2")
        #expect(try order([c, b, a]) == "c1 c2 c3 b1 b2 a1 a2")
        #expect(try order([]) == "")
    }

    @Test func aFeatureWithoutStepsHandsItsPlaceOn() throws {
        let features = [
            feature("a", [plain], after: ["b"]), feature("b", [], after: ["c"]), feature("c", [plain, plain]),
        ]
        #expect(try order(features) == "c1 c2 a1")
    }

    @Test func aStepMayWaitForOneOfALaterFeature() throws {
        let stores = feature("stores", [plain, "-- Opening hours.\n-- after: products/0002\nSELECT 1", plain])
        let products = feature("products", [plain, plain, plain], after: ["stores"])
        #expect(try order([stores, products]) == "stores1 products1 products2 stores2 stores3 products3")
        // Who is after the stores has nothing to do with the products, and so waits for all of the stores.
        let accounts = feature("accounts", [plain], after: ["stores"])
        #expect(
            try order([accounts, stores, products])
                == "stores1 products1 products2 stores2 stores3 accounts1 products3")
        // Unless the products wait for it.
        let late = feature("products", [plain, plain], after: ["stores", "accounts"])
        #expect(try order([stores, accounts, late]) == "stores1 accounts1 products1 products2 stores2 stores3")
    }

    @Test func whatCannotBePutInOrderIsNamed() {
        #expect(throws: MigrationError.duplicateFeature("a")) { try order([feature("a", []), feature("a", [plain])]) }
        #expect(throws: MigrationError.unknownFeature("a", "b")) { try order([feature("a", [plain], after: ["b"])]) }
        for wanted in ["b/0001", "a/0002", "a", "a/x", "a/0001/1"] {
            #expect(throws: MigrationError.unknownStep("a/0001_s", wanted)) {
                try order([feature("a", ["-- after: \(wanted)\nSELECT 1"])])
            }
        }
        #expect(throws: MigrationError.cycle(["a", "c", "b", "a"])) {
            try order([
                feature("a", [], after: ["b"]), feature("b", [plain], after: ["c"]), feature("c", [], after: ["a"]),
            ])
        }
        #expect(throws: MigrationError.cycle(["a", "a"])) { try order([feature("a", [plain], after: ["a"])]) }
        #expect(throws: MigrationError.cycle(["a/0001_s", "b/0002_s", "a/0001_s"])) {
            try order([feature("a", ["-- after: b/0002"]), feature("b", [plain, "-- after: a/0001"])])
        }
        let sentence = "\(MigrationError.cycle(["a", "b", "a"]))"
        #expect(sentence == "None of these can come first, because each waits for the one before: a, b, a.")
    }

    @Test func theHeadIsReadAndNothingBelowIt() {
        let header = MigrationHeader(
            "\n-- The menu.\n--after: a/0001, b/0002\n -- rebuild \n-- after: c/0003\nSELECT 1;")
        #expect(header.after == ["a/0001", "b/0002", "c/0003"])
        #expect(header.isRebuild)
        let none = MigrationHeader("-- rebuilding is not meant\nSELECT 1;\n-- rebuild\n-- after: a/0001")
        #expect(none.after == [])
        #expect(!none.isRebuild)
    }

    @Test(arguments: TestEngine.all) func whatAnOlderOrderAppliedStays(_ engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let database = try await openForTest(location)
            let parents = feature("parents", ["CREATE TABLE parents (id BIGINT PRIMARY KEY)"])
            let children = feature("children", ["CREATE TABLE children (id BIGINT PRIMARY KEY)"])
            let before = try await Migrator([children, parents]).migrate(database).map(\.title)
            #expect(before.suffix(2) == ["children/0001_s", "parents/0001_s"])
            let reference = "ALTER TABLE parents ADD COLUMN child BIGINT REFERENCES children (id)"
            let newer = feature(
                "parents", ["CREATE TABLE parents (id BIGINT PRIMARY KEY)", "-- after: children/0001\n" + reference])
            let later = feature("children", ["CREATE TABLE children (id BIGINT PRIMARY KEY)"], after: ["parents"])
            let after = try await Migrator([newer, later]).migrate(database).map(\.title)
            #expect(after == ["parents/0002_s"])
            await database.close()
        }
        // The same steps in an empty database.
        let reference = "CREATE TABLE parents (id BIGINT PRIMARY KEY, child BIGINT REFERENCES children (id))"
        let parents = feature("parents", [reference], after: ["children"])
        let children = feature("children", [plain, "CREATE TABLE children (id BIGINT PRIMARY KEY)"])
        try await withDatabase(engine, [parents, children]) { database async throws in
            #expect(try await database.first("SELECT COUNT(*) FROM parents", as: Int.self) == 0)
        }
    }
}
