import CSQLite

/// A prepared statement, and the row on which it stands. Used by the thread that holds its connection.
final class SQLiteStatement: RowSource {
    private let handle: OpaquePointer
    /// When it was last used, in uses of its connection.
    var lastUse = 0
    let columnCount: Int
    let isReadOnly: Bool
    let findings = ColumnFindings()

    init(_ handle: OpaquePointer) {
        self.handle = handle
        columnCount = Int(sqlite3_column_count(handle))
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
    }

    deinit { sqlite3_finalize(handle) }

    /// Makes it ready for other values; rows that were read are over.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Steps to the next row: `SQLITE_ROW`, `SQLITE_DONE` or an error.
    func step() -> Int32 { sqlite3_step(handle) }

    /// Binds values in order; anything but `SQLITE_OK` is an error.
    func bind(_ bindings: [SQLBinding]) -> Int32 {
        for (index, binding) in bindings.enumerated() {
            let code = bind(binding.value, at: Int32(index + 1))
            if code != SQLITE_OK { return code }
        }
        return SQLITE_OK
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .real(let number): return sqlite3_bind_double(handle, index, number)
        case .boolean(let flag): return sqlite3_bind_int64(handle, index, flag ? 1 : 0)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // A null pointer would bind null, so empty text gets any other.
                    guard let start = characters.baseAddress else { return pizzamama_bind_text(handle, index, "", 0) }
                    return pizzamama_bind_text(handle, index, start, UInt64(characters.count))
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_zeroblob(handle, index, 0)
                }
                return pizzamama_bind_blob(handle, index, start, UInt64(bytes.count))
            }
        case .identifier(let high, let low):
            return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
                pizzamama_bind_blob(handle, index, bytes.baseAddress, 16)
            }
        }
    }

    func columnName(_ index: Int) -> String {
        sqlite3_column_name(handle, Int32(index)).map { String(cString: $0) } ?? "\(index + 1)"
    }

    func value(at index: Int, as type: SQLType?) -> SQLValue {
        let column = Int32(index)
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            // The pointer must be asked for before the length, which is that of the form asked for.
            let start = sqlite3_column_text(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, column)
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            guard type == .identifier, bytes.count == 16 else { return .blob(Array(bytes)) }
            return .identifier(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        default: return .null
        }
    }
}
