import Kernel
import Web

/// A row as programs get it.
struct ResourceItem<Item: ResourceRow>: JSONWritable {
    let item: Item
    static var example: ResourceItem { ResourceItem(item: Item()) }

    func write(to json: inout JSONWriter) {
        json.member("id", item.id)
        json.member("version", item.version)
        Item.resource.write(item, to: &json)
    }
}

/// A row as it is sent.
struct ResourceEntry<Item: ResourceRow>: Input {
    let item: Item

    init(_ fields: inout FieldReader) { item = Item.resource.read(&fields) }
}

extension Resource {
    /// Everything but hidden columns.
    func write(_ item: Item, to json: inout JSONWriter) {
        for column in columns where !column.face.isHidden { column.write(&json, item) }
        for part in parts { part.write(&json, item) }
    }

    /// The row as the history keeps it.
    func json(_ item: Item) -> String { JSONWriter.text { write(item, to: &$0) } }

    /// Reads the columns and parts.
    func read(_ fields: inout FieldReader) -> Item {
        var item = Item()
        for column in columns { column.read(&fields, &item) }
        for part in parts { part.read(&fields, &item) }
        return item
    }

    /// Reads a row that the history kept, perhaps when it had other columns: what is not known any more is passed over, and what
    /// was not known then is as in a new row.
    func understand(_ tree: FieldTree) -> (item: Item, problems: [AppError.Field]) {
        var known = tree
        if case .object(var members) = tree {
            let blank = FieldTree(json: json(Item()))
            let names = columns.filter { !$0.face.isHidden }.map(\.face.key) + parts.map(\.name.description)
            for name in names where members[name] == nil { members[name] = blank?[name] }
            known = .object(members.filter { names.contains($0.key) })
        }
        let (item, problems) = FieldReader.read(known, asForm: false, read)
        let hidden = Set(columns.filter(\.face.isHidden).map(\.face.key))
        return (item, problems.filter { !hidden.contains($0.path) })
    }

    /// What a form is filled in with.
    func typed(_ item: Item, _ context: FormContext) -> FieldTree {
        guard case .object(var members) = columns.typed(item, context) else { return .absent }
        for part in parts { members[part.name.description] = part.typed(item, context) }
        return .object(members)
    }
}
