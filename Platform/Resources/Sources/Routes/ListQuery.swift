import Database
import Kernel
import Web

/// What a list is asked for: words, filters, order, and which page.
struct ListQuery<Item: ResourceRow>: Input {
    let words: String?
    let order: RowOrder
    let limit: Int
    let after, before: String?
    let filters: [SQL]

    init(_ fields: inout FieldReader) {
        let resource = Item.resource
        let hasSearch = resource.columns.contains { $0.face.isSearched }
        words = hasSearch ? fields.optionalText("q", limit: 80) : nil
        let orders = resource.orders
        order =
            orders.isEmpty
            ? resource.order : fields.choice("sort", among: orders, default: resource.order) ?? resource.order
        limit = fields.int("limit", 1...200, default: 50)
        after = fields.optionalText("cursor", limit: RowCursor.longest)
        before = fields.optionalText("before", limit: RowCursor.longest)
        filters = Self.filters(&fields)
    }

    private static func filters(_ fields: inout FieldReader) -> [SQL] {
        var filters: [SQL] = []
        for column in Item.resource.columns {
            if column.face.isFilter, let value = column.filter(&fields, column.face.name) {
                filters.append("\(column.face.sql) = \(value)")
            }
            guard let range = column.face.range else { continue }
            if let value = column.filter(&fields, range.from) { filters.append("\(column.face.sql) >= \(value)") }
            if let value = column.filter(&fields, range.to) { filters.append("\(column.face.sql) <= \(value)") }
        }
        return filters
    }

    /// As statements need it. Throws `notFound` for a cursor that is no place of this list.
    var rows: RowQuery {
        get throws {
            let resource = Item.resource
            var query = RowQuery(order: order, limit: limit, isBackward: before != nil && after == nil)
            query.conditions = filters
            if let words { query.conditions.append(resource.search(words)) }
            if let text = after ?? before {
                guard let cursor = RowCursor(text, of: order.column, resource.type(of: order)) else {
                    throw AppError.notFound("resources.no-place")
                }
                query.cursor = cursor
            }
            return query
        }
    }
}

extension Resource {
    /// The orders that a list can be asked for in.
    var orders: [RowOrder] {
        columns.filter(\.face.isSorted).flatMap {
            [RowOrder(rawValue: $0.face.key), RowOrder(rawValue: "-\($0.face.key)")]
        }
    }

    /// The type of the column by which rows are ordered.
    func type(of order: RowOrder) -> SQLType? { columns.first { $0.face.key == order.column }?.face.sqlType }

    /// The place of a row in an order.
    func cursor(at item: Item, _ order: RowOrder) -> RowCursor {
        let column = columns.first { $0.face.key == order.column }
        return RowCursor(column: order.column, value: column?.bind(item), id: Identifier<Scope>(item.id))
    }

    /// Whether one of the searched columns has some words in it, in any case that the database knows.
    func search(_ words: String) -> SQL {
        let escaped = words.reduce(into: "") { text, character in
            if character == "%" || character == "_" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        let pattern = "%\(escaped)%"
        let conditions = columns.filter(\.face.isSearched).map { column -> SQL in
            let name = column.face.sql
            if case .texts = column.face.control {
                return """
                    \(sqlite: "EXISTS (SELECT 1 FROM json_each(\(name)) WHERE lower(value) LIKE lower(\(pattern)) ESCAPE '\\')",
                      postgres: "EXISTS (SELECT 1 FROM json_each_text(CAST(\(name) AS JSON)) WHERE value ILIKE \(pattern) ESCAPE '\\')")
                    """
            }
            return
                "\(sqlite: "lower(\(name)) LIKE lower(\(pattern)) ESCAPE '\\'", postgres: "\(name) ILIKE \(pattern) ESCAPE '\\'")"
        }
        return "(\(conditions.joined(separator: " OR ")))"
    }
}

/// A page of a list as programs get it.
struct ResourceList<Item: ResourceRow>: JSONWritable {
    let items: [Item]
    let next, previous: String?
    static var example: ResourceList { ResourceList(items: [Item()], next: "", previous: "") }

    func write(to json: inout JSONWriter) {
        json.member("items", items.map(ResourceItem.init))
        json.member("next", next)
        json.member("previous", previous)
    }
}
