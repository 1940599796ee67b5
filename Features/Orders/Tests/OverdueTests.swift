import Contracts
import Database
import Kernel
import Ledger
import Logging
import Menu
import Shop
import Synchronization
import TestKit
import Testing
import Web

@testable import Orders

/// Counts what is logged.
private final class LogCount: Sendable {
    private let ids = Mutex<[String]>([])
    var all: [String] { ids.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(count: self) } }

    private struct Handler: LogHandler {
        let count: LogCount
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            count.ids.withLock { $0.append(event.metadata?["order"]?.description ?? "") }
        }
    }
}

@Suite("Orders that nobody accepts")
struct OverdueTests {
    @Test("However many cannot be refused, each is looked at once a sweep", arguments: TestEngine.all)
    func poison(_ engine: TestEngine) async throws {
        let clock = ManualClock(SlotLedgerTests.start + .hours(1))
        try await withDatabase(engine, [Orders.migrations].compactMap(\.self), clock: clock.clock) { database in
            let ids = (1...5).map { Identifier<Order>(high: UInt64($0), low: 1) }
            try await database.write { tx in
                // What stands in them is nothing that can be read as an order.
                for (number, id) in ids.enumerated() { try SlotLedgerTests.insertOrder(id, number, tx) }
            }
            let none: @Sendable () -> AppError = { AppError.notFound() }
            let ports = Orders.Ports(
                shops: { [] }, store: { _ in throw none() }, menu: { _ in .empty(.eur) },
                asRead: { _ in "TRUE" }, reread: { _ in }, reach: { _, _ in throw none() }, pausing: .seeBoard,
                vat: .italy)
            let steps = OrderSteps(database: database, ports: ports, participants: try Participants([]))
            let logged = LogCount()
            let overdue = Overdue(database: database, steps: steps, logger: logged.logger, page: 2)
            #expect(try await overdue.sweep() == [])
            #expect(logged.all == ids.map(\.description))
        }
    }

    @Test("Somebody who joins and will not let an order go is heard of", arguments: TestEngine.all)
    func refusing(_ engine: TestEngine) async throws {
        let clock = ManualClock(SlotLedgerTests.start + .hours(1))
        try await withDatabase(engine, [Ledger.migrations, Orders.migrations].compactMap(\.self), clock: clock.clock) {
            database in
            let id = Identifier<Order>(high: 1, low: 1)
            try await database.write { try SlotLedgerTests.insertOrder(id, 0, $0) }
            try await database.write {
                try $0.execute(
                    "UPDATE orders SET vat = \(try Frozen.encode(VATBreakdown.none(.eur))), currency = 'EUR'")
            }
            let stubborn = OrderParticipant(
                "stubborn", at: .goods, giveUp: { _, _, _ in throw AppError.conflict("orders.price-changed") })
            let none: @Sendable () -> AppError = { AppError.notFound() }
            let ports = Orders.Ports(
                shops: { [] }, store: { _ in throw none() }, menu: { _ in .empty(.eur) },
                asRead: { _ in "TRUE" }, reread: { _ in }, reach: { _, _ in throw none() }, pausing: .seeBoard,
                vat: .italy)
            let steps = OrderSteps(database: database, ports: ports, participants: try Participants([stubborn]))
            let logged = LogCount()
            let overdue = Overdue(database: database, steps: steps, logger: logged.logger, page: 2)
            #expect(try await overdue.sweep() == [])
            #expect(logged.all == [id.description])
        }
    }
}
