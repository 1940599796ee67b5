import Kernel
import Database
import Web

/// One column of a row: its name in the table, in JSON and in the form, where the value keeps it, and what it is.
///
/// Name and place stand together, so that no list of columns has to agree with another one.
public struct Column<Root: Blank>: Sendable {
    /// What can be said without the row.
    var face: ColumnFace
    let bind: @Sendable (Root) -> SQLValue
    let load: @Sendable (inout Row, inout Root) throws -> Void
    let read: @Sendable (inout FieldReader, inout Root) -> Void
    let write: @Sendable (inout JSONWriter, Root) -> Void
    let typed: @Sendable (Root, FormContext) -> FieldTree
    let shown: @Sendable (Root, FormContext) -> String
    /// Reads the value that a list is filtered by under another name; nil when there is none.
    let filter: @Sendable (inout FieldReader, StaticString) -> SQLValue?
    let isSame: @Sendable (Root, Root) -> Bool
    /// Takes the value of another row over.
    let copy: @Sendable (Root, inout Root) -> Void

    /// A column. `check` is a rule of its own: it gives the code of what is wrong with a value, or nil; the sentence is `field.<code>`.
    public init<Value: Sendable & Equatable>(
        _ name: StaticString, _ path: any WritableKeyPath<Root, Value> & Sendable, _ type: ColumnType<Value>,
        check: (@Sendable (Value) -> StaticString?)? = nil
    ) {
        face = ColumnFace(
            name: name, sqlType: type.sqlType, isNullable: type.isNullable,
            isOptional: type.isOptional || type.isNullable, startsEmpty: type.startsEmpty,
            isSortable: type.isSortable && !type.isNullable, control: type.control, bounds: type.bounds)
        bind = { type.bind($0[keyPath: path]) }
        load = { row, root in root[keyPath: path] = try type.load(try row.value(type.sqlType)) }
        read = { fields, root in
            let value = type.read(&fields, name, root[keyPath: path])
            root[keyPath: path] = value
            if !fields.isWrong(name), let code = check?(value) { fields.refuse(name, code.description) }
        }
        write = { json, root in
            if !json.isDescribed(name, as: type.schema) { type.write(&json, name, root[keyPath: path]) }
        }
        typed = { root, context in type.typed(root[keyPath: path], context) }
        shown = { root, context in type.shown(root[keyPath: path], context) }
        filter = { fields, name in
            fields.optional(name) { type.bind(type.read(&$0, name, Root()[keyPath: path])) }
        }
        isSame = { $0[keyPath: path] == $1[keyPath: path] }
        copy = { source, target in target[keyPath: path] = source[keyPath: path] }
    }

    /// What people read of a row in this column.
    func words(for root: Root, _ context: FormContext) -> String {
        let text = shown(root, context)
        switch face.control {
        case .choice: return context.choice(text, face)
        case .choices:
            return text.split(separator: ",").map { context.choice(String($0), face) }.joined(separator: ", ")
        case .reference: return context.options(face).first { $0.id == text }.map { context.words($0.label) } ?? text
        default: return text
        }
    }

    private func with(_ change: (inout ColumnFace) -> Void) -> Column {
        var copy = self
        change(&copy.face)
        return copy
    }

    /// Also a column of the list.
    public var listed: Column { with { $0.isListed = true } }

    /// Also a column of the list, by which it can be sorted. Give the table an index that begins with the scope and goes on with this
    /// column and `id`.
    public var sorted: Column {
        with {
            $0.isListed = true
            $0.isSorted = true
        }
    }

    /// Also looked through by the list's search.
    public var searched: Column { with { $0.isSearched = true } }

    /// Also a filter of the list: only rows with a value.
    public var filtered: Column { with { $0.isFilter = true } }

    /// Also a filter of the list: only rows from one value to another, both included, which the query calls by these names.
    public func filtered(from: StaticString, to: StaticString) -> Column {
        with { $0.range = ColumnFace.Range(from: from, to: to) }
    }

    /// A unique index stands for the rule that no two rows share a value; `columns` are those of the index, in its order, or its own name
    /// where it is over an expression. Who breaks the rule hears of it beside this field.
    public func unique(_ columns: StaticString) -> Column { with { $0.unique = columns } }

    /// Never shown, sent or kept in the history; a form that leaves it empty leaves it as it is.
    public var hidden: Column { with { $0.isHidden = true } }

    /// Given when the row is made, and as it is from then on: for a name by which others know the row.
    public var fixed: Column { with { $0.isFixed = true } }

    /// Stands in a part of the form with a heading of its own: `<resource>.group.<name>`. Columns of one group follow one another.
    public func grouped(_ group: StaticString) -> Column { with { $0.group = group } }

    /// Empty in a new form although a row has a default: nobody should save it unseen.
    public var asked: Column { with { $0.startsEmpty = true } }

    /// Takes half the width, beside its neighbour.
    public var narrow: Column { with { $0.isNarrow = true } }
}
