import CPostgres
import Foundation
import Kernel
import Logging

/// How a connection to PostgreSQL is made and told what it must keep to.
struct PostgresLogin: Sendable {
    let url: String
    let limits: DatabaseLimits
    let logger: Logger

    /// Connects; throws `DatabaseError.unavailable` with the reason.
    func connect() throws -> PostgresConnection {
        guard let handle = open() else { throw DatabaseError.unavailable("PostgreSQL: out of memory") }
        do {
            try prepare(handle)
        } catch {
            PQfinish(handle)
            throw error
        }
        let patience = limits.statement.duration + limits.lock.duration + .seconds(5)
        return PostgresConnection(handle, patience: patience, statements: limits.statements)
    }

    private func open() -> OpaquePointer? {
        // What the URL says comes last and wins.
        let parameters = [
            ("application_name", "pizzamama"), ("client_encoding", "UTF8"), ("target_session_attrs", "read-write"),
            ("connect_timeout", String(max(limits.connect.seconds, 2))), ("keepalives_idle", "30"),
            ("tcp_user_timeout", "20000"), ("dbname", url),
        ]
        var keys = parameters.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values = parameters.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { for pointer in keys + values { free(UnsafeMutablePointer(mutating: pointer)) } }
        return PQconnectdbParams(&keys, &values, 1)
    }

    private func prepare(_ handle: OpaquePointer) throws {
        guard PQstatus(handle) == CONNECTION_OK else { throw refusal(handle, "cannot be reached") }
        // Notices would be printed to standard error.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQserverVersion(handle) >= 150_000 else {
            throw DatabaseError.unavailable("PostgreSQL 15 or newer is needed, this is \(PQserverVersion(handle))")
        }
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } ?? "unknown"
        guard encoding == "UTF8" else {
            throw DatabaseError.unavailable("PostgreSQL: the database must be encoded in UTF8 and is in \(encoding)")
        }
        // Only transactions that say so may write, so a single statement of a reader needs no transaction of its own.
        // Asynchronous commit would answer before a commit is durable.
        let result = PQexec(
            handle,
            """
            SET statement_timeout = \(limits.statement.microseconds / 1000);
            SET lock_timeout = \(limits.lock.microseconds / 1000);
            SET idle_in_transaction_session_timeout = \(limits.idle.microseconds / 1000);
            SET default_transaction_read_only = on;
            SET jit = off;
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw refusal(handle, "cannot be set up") }
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            throw refusal(handle, "has no pipeline mode")
        }
    }

    private func refusal(_ handle: OpaquePointer, _ what: String) -> DatabaseError {
        let reason = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return .unavailable("PostgreSQL \(what): " + reason.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
}
