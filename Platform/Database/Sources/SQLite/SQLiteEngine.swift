import Foundation
import Logging

/// The embedded default: one file, one writer that commits in groups, any number of readers.
final class SQLiteEngine: Engine {
    private let file: SQLiteFile
    private let freeSpace: Int64
    private let writer: SQLiteWriter
    private let readers: SQLiteReaders
    private let reports: WorkQueue<any PendingTransaction>
    private let running = Countdown(SQLiteEngine.reportThreads + 1)
    private static let reportThreads = 2

    var dialect: Dialect { .sqlite }

    /// Opens the file and starts the writer. Throws `DatabaseError.unavailable` with the exact reason.
    static func open(_ path: String, _ context: DatabaseContext) async throws -> SQLiteEngine {
        SQLiteFile.make(path)
        let connection = try SQLiteConnection(path, writable: true, capacity: context.limits.statements)
        try SQLitePromises.make(connection, path, context.limits)
        return SQLiteEngine(connection, try SQLiteFile(path), context)
    }

    private init(_ connection: SQLiteConnection, _ file: SQLiteFile, _ context: DatabaseContext) {
        let path = file.path
        self.file = file
        freeSpace = context.limits.freeSpace
        writer = SQLiteWriter(connection, path, context)
        readers = SQLiteReaders(path, context)
        reports = WorkQueue(patience: context.limits.turn.duration) { $0.fail(DatabaseError.timeout) }
        DriverThread.start("sqlite-writer") { [writer, running] in
            writer.run()
            running.arrive()
        }
        for _ in 0..<Self.reportThreads {
            DriverThread.start("sqlite-report") { [reports, readers, running] in
                while let entries = reports.take(1) {
                    for entry in entries { Self.report(entry.item, readers) }
                }
                running.arrive()
            }
        }
    }

    func read<T: Sendable>(
        _ weight: Weight, isolated: Bool, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        if weight == .short { return try readers.read(isolated: isolated, body) }
        return try await withCheckedThrowingContinuation { continuation in
            let request = TransactionRequest(body, continuation)
            if !reports.submit(request) { request.fail(DatabaseError.unavailable("the database is closed")) }
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { writer.submit(TransactionRequest(body, $0)) }
    }

    func rebuild<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { writer.submit(TransactionRequest(body, $0), isRebuild: true) }
    }

    func ping() async throws {
        try readers.probe()
        try file.check(freeSpace: freeSpace)
    }

    func close() async {
        readers.close()
        reports.close()
        // The writer's connection is the last: closing it empties the log into the file.
        writer.close()
        await running.wait()
    }

    private static func report(_ request: any PendingTransaction, _ readers: SQLiteReaders) {
        do {
            try readers.read(isolated: true) { try request.perform($0) }
            request.succeed()
        } catch {
            request.fail(error)
        }
    }
}
