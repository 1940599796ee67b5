import Database
import Foundation
import HTML
import Jobs
import Kernel
import Synchronization
import TestKit
import Testing
import Web

@testable import FeatureKit

private let see = Permission("one.see", for: [])
private let slot = PageSlot<Int>("one.below")
private let kept = PageSlot<Void>("one.kept", isShared: true)

private struct One: Feature {
    static let name = "one"
    static let permissions = [see]
    static let migrations: FeatureMigrations? = FeatureMigrations(
        feature: "one",
        files: ["0001_one.sql": "CREATE TABLE ones (id BIGINT);\nCREATE TABLE IF NOT EXISTS more (id BIGINT);"])
    static let invariants = [Invariant("ones", "There are ones.", "SELECT ''")]
    static let liveTopics = [LiveTopic("ones")]
    static let files: URL? = URL(filePath: "/one/Public")
    var routes: [Route] {
        [Route.page("/ones/{id}", "One.", access: .holders(of: see)) { _ in .page(Page("1", "1")) }]
    }
    var navigation: [NavigationEntry] { [NavigationEntry(.office, "/ones", "one.title", order: 2)] }
    var slots: [OfferedSlot] { [slot.offer, kept.offer] }
}

private struct Happened: DomainEvent {
    static let name = "two.happened"
    let number: Int
    var topic: String { "two" }
}

private final class Log: Sendable {
    let numbers = Mutex<[Int]>([])
}

private struct Refused: Error {}

private struct Two: Feature {
    static let name = "two"
    let log: Log
    var navigation: [NavigationEntry] { [NavigationEntry(.office, "/twos", "two.title", order: 1)] }
    var fillings: [SlotFilling] { [SlotFilling(slot) { number, _ in "<b>\(number)</b>" }] }
    var reactions: [Reaction] {
        [
            Reaction(to: Happened.self) { event, _ in
                if event.number < 0 { throw Refused() }
                log.numbers.withLock { $0.append(event.number) }
            }
        ]
    }
}

@Suite("Features are put together, and told apart") struct FeatureSetTests {
    @Test("What features bring is gathered, and the navigation is in order") func gathers() throws {
        let set = try put([One(), Two(log: Log())])
        #expect(set.routes.map(\.path) == ["/ones/{id}"])
        #expect(set.navigation.map(\.path) == ["/twos", "/ones"])
        #expect(FeatureSet.permissions(of: [One.self, Two.self]).map(\.name) == ["one.see"])
        #expect(FeatureSet.migrations(of: [One.self, Two.self]).map(\.feature) == ["resources", "one"])
        #expect(try One.migrations?.tables == ["ones", "more"])
        #expect(FeatureSet.files(of: [One.self, Two.self]).map(\.prefix) == ["one/"])
    }

    @Test("A feature reacts to its event only, and what fails is told") func reacts() async throws {
        let log = Log()
        let set = try put([One(), Two(log: log)])
        func event(_ name: String, _ payload: String) throws -> PublishedEvent {
            PublishedEvent(id: 1, name: name, topic: "two", payload: payload, occurredAt: Instant(seconds: 0))
        }
        #expect(await set.react(to: try event("two.happened", #"{"number":4}"#)).isEmpty)
        #expect(await set.react(to: try event("two.other", #"{"number":5}"#)).isEmpty)
        let failed = await set.react(to: try event("two.happened", #"{"number":-1}"#))
        #expect(failed.map(\.feature) == [1])
        #expect(failed.first?.error is Refused)
        #expect(await set.react(to: try event("two.happened", "{}")).map(\.feature) == [1])
        #expect(log.numbers.withLock { $0 } == [4])
    }

    private struct Permitted: Feature {
        static let name = "permitted"
        static let permissions = [Permission("one.see", for: [])]
    }
    private struct Routed: Feature {
        static let name = "routed"
        var routes: [Route] { [Route.page("/ones/{slug}", "Same.") { _ in .empty }] }
    }
    private struct Renamed: Feature {
        static let name = "renamed"
        var routes: [Route] {
            [
                Route.form("/ones/{id}/more", "The same name.", body: NoInput.self) { _, _ in .empty },
                Route.form("/ones/{slug}/less", "Another name.", body: NoInput.self) { _, _ in .empty },
            ]
        }
    }
    private struct Posting: Feature {
        static let name = "posting"
        var routes: [Route] {
            [
                Route.change(.delete, "/x", "Gone.", surface: .site, body: NoInput.self, answer: Money.self) { _, _ in
                    .empty
                },
                Route.form("/x/removal", "Collides with the form of the other.", body: NoInput.self) { _, _ in .empty },
            ]
        }
    }
    private struct Tabled: Feature {
        static let name = "tabled"
        static let migrations: FeatureMigrations? = FeatureMigrations(
            feature: "tabled", files: ["0001_x.sql": "CREATE TABLE more (id BIGINT)"])
    }
    private struct Checked: Feature {
        static let name = "checked"
        static let invariants = [Invariant("ones", "There are ones.", "SELECT ''")]
    }
    private struct Navigated: Feature {
        static let name = "navigated"
        var navigation: [NavigationEntry] { [NavigationEntry(.office, "/ones", "x", order: 9)] }
    }
    private struct Slotted: Feature {
        static let name = "slotted"
        var slots: [OfferedSlot] { [slot.offer] }
    }
    private struct Filling: Feature {
        static let name = "filling"
        var fillings: [SlotFilling] { [SlotFilling(PageSlot<Void>("nobody.offers")) { _, _ in "x" }] }
    }
    private struct Undeclared: Feature {
        static let name = "undeclared"
        var routes: [Route] {
            [Route.page("/y", "Y.", access: .holders(of: Permission("undeclared.see", for: []))) { _ in .empty }]
        }
    }
    private struct Foreign: Feature {
        static let name = "foreign"
        static let permissions = [Permission("other.see", for: [])]
    }
    private struct Again: Feature { static let name = "one" }
    private struct Telling: Feature {
        static let name = "telling"
        static let liveTopics = [LiveTopic("ones")]
    }
    private struct Unversioned: Feature {
        static let name = "unversioned"
        var fillings: [SlotFilling] { [SlotFilling(kept) { _, _ in "x" }] }
    }
    private struct Working: Feature {
        static let name = "working"
        func register(in registry: inout JobRegistry) { registry.every(.minutes(1), "one.sweep") { _ in } }
    }
    private struct Mistaken: Feature {
        static let name = "mistaken"
        // The page gives a number, and this waits for a text.
        var fillings: [SlotFilling] { [SlotFilling(PageSlot<String>("one.below")) { _, _ in "x" }] }
    }
    private struct Settling: Feature {
        static let name = "set-tling"
        static let settings = [Setting("SET_TLING_X", "Right."), Setting("ONE_X", "Not its own.")]
    }
    private struct Listening: Feature {
        static let name = "listening"
        func register(in registry: inout JobRegistry) {
            registry.listen(to: Happened.self, as: "two.listen", .fromNow) { _, _, _ in }
        }
    }
    private struct Doing: Feature {
        private struct Bake: Job {
            static let name = "one.bake"
        }
        static let name = "doing"
        func register(in registry: inout JobRegistry) { registry.on(Bake.self) { _, _ in } }
    }

    @Test(
        "What two features claim is refused by name",
        arguments: [
            (Permitted() as any Feature, FeatureCollision.permission("one.see", "one", "permitted")),
            (Renamed(), .parameter("/ones/{id}/more", "/ones/{slug}/less")),
            (Routed(), .route("GET /ones/{}", "one", "routed")),
            (Posting(), .route("POST /x/removal", "posting", "posting")),
            (Tabled(), .table("more", "one", "tabled")), (Checked(), .invariant("ones", "one", "checked")),
            (Navigated(), .navigation("office /ones", "one", "navigated")),
            (Slotted(), .slot("one.below", "one", "slotted")),
            (Filling(), .unknownSlot("nobody.offers", feature: "filling")),
            (Undeclared(), .undeclaredPermission("undeclared.see", route: "GET /y")),
            (Foreign(), .foreignPermission("other.see", feature: "foreign")), (Again(), .name("one")),
            (Telling(), .liveTopic("ones", "one", "telling")),
            (Unversioned(), .unversioned("one.kept", feature: "unversioned")),
            (Working(), .foreignJob("one.sweep", feature: "working")),
            (Mistaken(), .unknownSlot("one.below", feature: "mistaken")),
            (Settling(), .foreignSetting("PIZZAMAMA_ONE_X", feature: "set-tling")),
            (Listening(), .foreignJob("two.listen", feature: "listening")),
            (Doing(), .foreignJob("one.bake", feature: "doing")),
        ])
    func refuses(_ feature: any Feature, _ collision: FeatureCollision) {
        #expect(throws: collision) { _ = try put([One(), feature]) }
    }

    @Test("A feature whose tables and sentences nobody has read is refused by name") func unlisted() {
        #expect(throws: FeatureCollision.unlisted("two")) {
            _ = try FeatureSet([One(), Two(log: Log())], of: [One.self])
        }
    }

    private struct Mail: Feature {
        static let name = "mail"
        static let settings = [Setting("MAIL_SERVER_HOST", "A host.")]
    }
    private struct MailServer: Feature {
        static let name = "mail-server"
        static let settings = [Setting("MAIL_SERVER_HOST", "The same host.")]
    }

    @Test("A setting belongs to one feature or to the program") func settings() throws {
        let key = "PIZZAMAMA_MAIL_SERVER_HOST"
        #expect(throws: FeatureCollision.setting(key, "mail", "mail-server")) {
            try FeatureSet.check([Mail.self, MailServer.self])
        }
        #expect(throws: FeatureCollision.setting(key, "the program", "mail")) {
            try FeatureSet.check([Mail.self], reserving: [key])
        }
        try FeatureSet.check([Mail.self], reserving: ["PIZZAMAMA_PORT"])
    }

    private struct Counting { let number: Int }

    @Test("A port is found by its type, the later one of two, and one that is not there is named")
    func ports() async throws {
        try await withDatabase(.sqlite, []) { database async throws in
            let bare = FeatureContext(database: database)
            #expect(throws: MissingPort(name: "Counting")) { _ = try bare.port(Counting.self) }
            let context = bare.offering(Counting(number: 1)).offering(2).offering(Counting(number: 3))
            #expect(try context.port(Counting.self).number == 3)
            #expect(try context.port(Int.self) == 2)
            let (said, silent) = (Setting("ONE_X", "X.", "0"), Setting("ONE_Y", "Y.", "0"))
            let told = FeatureContext(database: database, settings: [said.key: "5"])
            #expect([said, silent].map { told.value(of: $0) } == ["5", "0"])
            #expect(told.value(of: Setting("ONE_Z", "Z.")) == nil)
            #expect(throws: MissingPort(name: "String")) { _ = try context.port(String.self) }
        }
    }

    private func put(_ features: [any Feature]) throws -> FeatureSet {
        try FeatureSet(features, of: features.map { type(of: $0) })
    }
}
