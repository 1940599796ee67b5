import Database
import Kernel
import Web

extension ColumnType {
    /// A value that may be absent: null in the table and in JSON, empty in a form.
    public static func optional<Wrapped>(_ type: ColumnType<Wrapped>, or fallback: Wrapped) -> ColumnType
    where Value == Wrapped? {
        ColumnType(
            sqlType: type.sqlType, control: type.control, schema: .nullable(type.schema),
            bind: { $0.map(type.bind) ?? .null },
            load: { $0 == .null ? nil : try type.load($0) },
            read: { fields, name, _ in fields.optional(name) { type.read(&$0, name, fallback) } },
            write: { json, name, value in
                if let value { type.write(&json, name, value) } else { json.null(name) }
            },
            typed: { value, context in value.map { type.typed($0, context) } ?? .absent },
            shown: { value, context in value.map { type.shown($0, context) } ?? "" }
        ).with {
            $0.isNullable = true
            $0.bounds = type.bounds
        }
    }
}
