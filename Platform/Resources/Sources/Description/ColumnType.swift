public import Database
public import Kernel
public import Web

/// What a column of a type of value is: how it is kept, read, written, asked for and shown. A rule that a value cannot have, such as a
/// length of a number, does not compile, because the types that have the rule are made for the value.
public struct ColumnType<Value: Sendable & Equatable>: Sendable {
    let sqlType: SQLType
    /// Whether the column may be null.
    var isNullable = false
    /// Whether a form may leave it empty.
    var isOptional = false
    /// Whether the default of a row is no answer, so that a new form asks: a day, another row.
    var startsEmpty = false
    /// Whether rows can be put in its order.
    var isSortable = true
    /// The whole numbers that the database keeps for its values, from the least to the greatest; nil where they are no numbers, or not known.
    var bounds: ClosedRange<Int64>?
    var control: Control
    /// What OpenAPI says of it in answers; of requests, `read` says it.
    var schema: Schema
    let bind: @Sendable (Value) -> SQLValue
    let load: @Sendable (SQLValue) throws -> Value
    /// Reads a field; the value that is given comes back when the field is wrong.
    let read: @Sendable (inout FieldReader, StaticString, Value) -> Value
    let write: @Sendable (inout JSONWriter, StaticString, Value) -> Void
    /// What stands in the form.
    var typed: @Sendable (Value, FormContext) -> FieldTree
    /// What stands in a list and in the history. Choices are given as they are kept, and get their labels there.
    var shown: @Sendable (Value, FormContext) -> String

    /// A type of column of one's own, from the functions that keep, read, write and show its values.
    public init(
        sqlType: SQLType, control: Control, schema: Schema, bind: @escaping @Sendable (Value) -> SQLValue,
        load: @escaping @Sendable (SQLValue) throws -> Value,
        read: @escaping @Sendable (inout FieldReader, StaticString, Value) -> Value,
        write: @escaping @Sendable (inout JSONWriter, StaticString, Value) -> Void,
        typed: @escaping @Sendable (Value, FormContext) -> FieldTree,
        shown: @escaping @Sendable (Value, FormContext) -> String
    ) {
        self.sqlType = sqlType
        self.control = control
        self.schema = schema
        self.bind = bind
        self.load = load
        self.read = read
        self.write = write
        self.typed = typed
        self.shown = shown
    }

    /// The same, but for what `change` changes.
    func with(_ change: (inout ColumnType) -> Void) -> ColumnType {
        var copy = self
        change(&copy)
        return copy
    }
}

extension ColumnType where Value: SQLConvertible & JSONScalar {
    /// A type of column whose value the database and JSON know.
    init(
        _ sqlType: SQLType, _ control: Control, schema: Schema = Value.schema,
        read: @escaping @Sendable (inout FieldReader, StaticString, Value) -> Value,
        typed: @escaping @Sendable (Value, FormContext) -> FieldTree,
        shown: @escaping @Sendable (Value, FormContext) -> String
    ) {
        self.init(
            sqlType: sqlType, control: control, schema: schema, bind: { $0.sqlValue },
            load: { try Value(sqlValue: $0) },
            read: read, write: { $0.member($1, $2) }, typed: typed, shown: shown)
    }
}
