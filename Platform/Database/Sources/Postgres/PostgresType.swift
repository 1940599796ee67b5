/// The object ids of PostgreSQL's built-in types that are read and written here (`pg_type.dat`).
enum PostgresType {
    static let boolean: UInt32 = 16
    static let bytes: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let numeric: UInt32 = 1700
    static let void: UInt32 = 2278
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802
    /// char, name, json, unknown, bpchar, varchar: their binary form is the text.
    static let textual: Set<UInt32> = [18, 19, 114, 705, 1042, 1043, text]

    /// The type that a bound value is sent as; 0 lets the server infer it.
    static func of(_ binding: SQLBinding) -> UInt32 {
        switch binding.type {
        case .integer: int8
        case .real: float8
        case .text: text
        case .blob: bytes
        case .boolean: boolean
        case .identifier: uuid
        case nil: 0
        }
    }
}
