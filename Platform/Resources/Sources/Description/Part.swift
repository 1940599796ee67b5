import Database
import Kernel
import Web

/// Rows that belong to one row and are edited within it, such as the stretches of a day: a list in order, replaced as a whole.
///
/// Their table has the id of the row they belong to, a `position`, and the columns; its primary key is the first two.
public struct Part<Root: ResourceRow>: Sendable {
    let name: StaticString
    let table: StaticString
    let parent: StaticString
    let most: Int
    /// Whether the list has a column that sums it up.
    private(set) var isListed = false
    let faces: [ColumnFace]
    /// Reads the parts of rows of the database into them.
    let fill: @Sendable (Transaction, inout [Root]) throws -> Void
    /// What writes the parts of a row that has none yet.
    let insert: @Sendable (Root) -> [SQL]
    let read: @Sendable (inout FieldReader, inout Root) -> Void
    let write: @Sendable (inout JSONWriter, Root) -> Void
    let typed: @Sendable (Root, FormContext) -> FieldTree
    /// What stands in each column of each row.
    let shown: @Sendable (Root, FormContext) -> [[String]]
    let isSame: @Sendable (Root, Root) -> Bool
    let copy: @Sendable (Root, inout Root) -> Void

    /// Rows in `table` whose column `parent` is the id of the row they belong to; at most `most` of them.
    public init<Child: Blank>(
        _ name: StaticString, _ path: any WritableKeyPath<Root, [Child]> & Sendable, table: StaticString,
        parent: StaticString, most: Int, columns: [Column<Child>]
    ) {
        self.name = name
        self.table = table
        self.parent = parent
        self.most = most
        faces = columns.map(\.face)
        let rows = PartRows<Child>(table: table, parent: parent, columns: columns)
        fill = { tx, roots in
            let children = try rows.load(roots.map { Identifier<Scope>($0.id) }, tx)
            for index in roots.indices {
                roots[index][keyPath: path] = children[Identifier<Scope>(roots[index].id)] ?? []
            }
        }
        insert = { root in rows.insert(root[keyPath: path], for: Identifier<Scope>(root.id)) }
        read = { fields, root in
            root[keyPath: path] = fields.list(name, most: most) { inner in
                var child = Child()
                for column in columns { column.read(&inner, &child) }
                return child
            }
        }
        write = { json, root in
            json.list(name, root[keyPath: path], example: Child()) { json, child in
                for column in columns { column.write(&json, child) }
            }
        }
        typed = { root, context in
            let inner = context.within(name)
            return .list(root[keyPath: path].map { child in columns.typed(child, inner) })
        }
        shown = { root, context in
            let inner = context.within(name)
            return root[keyPath: path].map { child in columns.map { $0.words(for: child, inner) } }
        }
        isSame = { $0[keyPath: path] == $1[keyPath: path] }
        copy = { source, target in target[keyPath: path] = source[keyPath: path] }
    }

    /// Also summed up in a column of the list; `<resource>.<part>.none` is what stands there when there are no rows.
    public var listed: Part {
        var copy = self
        copy.isListed = true
        return copy
    }

    /// All rows on one line.
    func words(for root: Root, _ context: FormContext) -> String {
        let rows = shown(root, context)
        if rows.isEmpty { return context.words("\(context.key).\(name).none") }
        return rows.map(line).joined(separator: " · ")
    }

    /// What stands in the columns of one row; from one time to the next one is a stretch.
    private func line(_ values: [String]) -> String {
        var line = ""
        for (index, value) in values.enumerated() {
            let isStretch = index > 0 && faces[index].isTime && faces[index - 1].isTime
            line += (index == 0 ? "" : isStretch ? "–" : " ") + value
        }
        return line
    }
}

extension Array {
    /// What a form is filled in with.
    func typed<Root>(_ root: Root, _ context: FormContext) -> FieldTree where Element == Column<Root> {
        .object(
            Dictionary(
                filter { !$0.face.isHidden }.map { ($0.face.key, $0.typed(root, context)) }, uniquingKeysWith: { $1 }))
    }
}
