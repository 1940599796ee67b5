import CSQLite
import Kernel

/// One connection to a file of SQLite, with its prepared statements.
///
/// Unchecked, because it moves between threads: `SQLiteReaders` and `SQLiteWriter` see to it that one thread at a time has
/// it, and hand it on through a mutex, so it is opened without SQLite's own.
final class SQLiteConnection: @unchecked Sendable {
    private let handle: OpaquePointer
    private let capacity: Int
    private var statements: [String: SQLiteStatement] = [:]
    private var uses = 0
    private var isClosed = false
    private let patience = UnsafeMutablePointer<SQLitePatience>.allocate(capacity: 1)

    /// Done once, before SQLite is first used; if other code used it before, it changes nothing.
    private static let configured = pizzamama_disable_memory_statistics()

    /// Opens `path`; throws `DatabaseError.unavailable` with the reason.
    init(_ path: String, writable: Bool, capacity: Int) throws {
        _ = Self.configured
        var handle: OpaquePointer?
        let flags = (writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY)
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let handle else { throw DatabaseError.unavailable("SQLite: out of memory") }
        guard code == SQLITE_OK else {
            let reason = String(cString: sqlite3_errmsg(handle))
            sqlite3_close_v2(handle)
            throw DatabaseError.unavailable("SQLite cannot open \(path): \(reason)")
        }
        self.handle = handle
        self.capacity = capacity
        patience.initialize(to: SQLitePatience())
        sqlite3_busy_handler(handle, SQLitePatience.handler, patience)
    }

    deinit {
        close()
        patience.deallocate()
    }

    /// Closes it now rather than with its last reference; it cannot be used afterwards.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// How many statements are kept prepared.
    var preparedCount: Int { statements.count }

    /// Whether no transaction is open.
    var isIdle: Bool { sqlite3_get_autocommit(handle) != 0 }

    /// Whether the file could be opened for reading only, which SQLite does of its own accord.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// How long to wait for another process that writes.
    func wait(atMost span: Duration) { patience.pointee.span = span }

    /// Runs a text of several statements without values.
    func script(_ text: String) throws {
        let code = sqlite3_exec(handle, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// Runs a statement and hands over its rows, which `row` makes into a type, until it has enough. Gives the rows changed.
    @discardableResult
    func run(
        _ statement: Statement, as type: any RowDecodable.Type = SQLValue.self,
        row: ((inout Row) throws -> Bool)? = nil
    ) throws -> Int {
        guard !isClosed else { throw DatabaseError.unavailable("the database is closed") }
        let prepared = try prepare(statement.text)
        defer { prepared.reset() }
        let code = prepared.bind(statement.bindings)
        guard code == SQLITE_OK else { throw error(code) }
        var names = row == nil ? .known : try prepared.names(for: type)
        let before = prepared.isReadOnly ? 0 : sqlite3_total_changes64(handle)
        while true {
            let code = prepared.step()
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else { throw error(code) }
            guard let row else { continue }
            var current = Row(prepared, names: names)
            let hasEnough = try !row(&current)
            if names != .known { prepared.noteRead(type) }
            if hasEnough { break }
            names = .known
        }
        if prepared.isReadOnly { return 0 }
        // `changes` keeps its value over statements that are no INSERT, UPDATE or DELETE; `total_changes` tells them apart.
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    private func prepare(_ text: String) throws -> SQLiteStatement {
        uses += 1
        if let known = statements[text] {
            known.lastUse = uses
            return known
        }
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK else { throw error(code) }
        guard let prepared else { throw DatabaseError.other(code: "empty", message: "no statement in: \(text)") }
        let statement = SQLiteStatement(prepared)
        statement.lastUse = uses
        if statements.count >= capacity { forgetOldest() }
        statements[text] = statement
        return statement
    }

    /// Drops the quarter that was not used for longest, so that the search is paid seldom.
    private func forgetOldest() {
        let oldest = statements.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(capacity / 4 + 1)
        for (text, _) in oldest { statements[text] = nil }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(sqlite: code, String(cString: sqlite3_errmsg(handle)))
    }
}
