import Database
import Testing

@testable import Composition

@Suite("What the environment says")
struct ConfigurationTests {
    @Test("A switch of the build is no setting and is passed over, and any other unknown word is refused by name")
    func switches() throws {
        _ = try Configuration(environment: ["PIZZAMAMA_WITHOUT_LEARNING": "1"])
        let refused = Configuration.Refused(
            problems: ["PIZZAMAMA_WITHOUT, from the environment, is no setting. `pizzamama doctor` lists them all."])
        #expect(throws: refused) { try Configuration(environment: ["PIZZAMAMA_WITHOUT": "1"]) }
    }

    @Test("A tenant is not where the first one is")
    func twins() {
        let file = Database.Location.sqlite(path: "data/pizzamama.db")
        let server = Database.Location.postgres(url: "postgresql://x")
        #expect(Tenant.Place.file("data/pizzamama.db").isSame(as: file))
        #expect(Tenant.Place.file("./data/../data/pizzamama.db").isSame(as: file))
        #expect(!Tenant.Place.file("data/anna.db").isSame(as: file))
        #expect(!Tenant.Place.schema("public").isSame(as: file))
        #expect(Tenant.Place.schema("public").isSame(as: server))
        #expect(!Tenant.Place.schema("anna").isSame(as: server))
    }
}
