import CPostgres

/// A result of PostgreSQL in binary form, and the row on which the reader stands.
final class PostgresResult: RowSource {
    private let handle: OpaquePointer
    let findings: ColumnFindings
    let rowCount: Int
    let columnCount: Int
    /// The row that is read.
    var row = 0

    /// Takes over the result of a statement.
    init(_ handle: OpaquePointer, of prepared: PostgresPrepared) {
        self.handle = handle
        findings = prepared.findings
        rowCount = Int(PQntuples(handle))
        columnCount = Int(PQnfields(handle))
    }

    deinit { PQclear(handle) }

    /// How the server names what was done: `UPDATE 3`.
    var tag: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// Rows inserted, updated or deleted.
    var rowsChanged: Int {
        let tag = tag
        if tag.hasPrefix("SELECT") { return 0 }
        return tag.split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    func columnName(_ index: Int) -> String {
        PQfname(handle, Int32(index)).map { String(cString: $0) } ?? "\(index + 1)"
    }

    func value(at index: Int, as _: SQLType?) throws -> SQLValue {
        let (row, column) = (Int32(row), Int32(index))
        if PQgetisnull(handle, row, column) == 1 { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
        let type = PQftype(handle, column)
        guard let value = Self.value(bytes, type) else {
            throw DatabaseError.decoding("the type with oid \(type) is not read here")
        }
        return value
    }

    private static func value(_ bytes: UnsafeRawBufferPointer, _ type: UInt32) -> SQLValue? {
        switch type {
        case PostgresType.int8 where bytes.count == 8: return .integer(Int64(bitPattern: bits(bytes)))
        case PostgresType.int4 where bytes.count == 4: return .integer(Int64(Int32(bitPattern: bits(bytes))))
        case PostgresType.int2 where bytes.count == 2: return .integer(Int64(Int16(bitPattern: bits(bytes))))
        case PostgresType.oid where bytes.count == 4: return .integer(Int64(bits(bytes) as UInt32))
        case PostgresType.boolean where bytes.count == 1: return .boolean(bytes[0] != 0)
        case PostgresType.uuid where bytes.count == 16:
            return .identifier(high: bits(bytes), low: bits(UnsafeRawBufferPointer(rebasing: bytes[8...])))
        case PostgresType.float8 where bytes.count == 8: return .real(Double(bitPattern: bits(bytes)))
        case PostgresType.float4 where bytes.count == 4: return .real(Double(Float(bitPattern: bits(bytes))))
        case PostgresType.numeric: return PostgresNumeric.value(bytes)
        case PostgresType.bytes: return .blob(Array(bytes))
        // The first byte is the version of the format.
        case PostgresType.jsonb where !bytes.isEmpty: return .text(String(decoding: bytes.dropFirst(), as: UTF8.self))
        case PostgresType.void: return .null
        case _ where PostgresType.textual.contains(type): return .text(String(decoding: bytes, as: UTF8.self))
        default: return nil
        }
    }

    /// A big-endian number at the beginning of `bytes`, which are at least as long.
    private static func bits<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer) -> T {
        T(bigEndian: bytes.loadUnaligned(as: T.self))
    }
}
