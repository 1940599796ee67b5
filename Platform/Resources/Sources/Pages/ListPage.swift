import HTML
import Kernel
import Web

/// The list of a resource: search, filters, a table that can be put in order, and the ways to other pages.
struct ListPage<Item: ResourceRow> {
    let resource: Resource<Item>
    let call: Call
    let context: FormContext
    let query: ListQuery<Item>
    let list: ResourceList<Item>
    /// What brings styles and scripts.
    let section: Page.Section
    /// What stands above the table.
    let above: HTML

    private var words: Words { context.words }
    private var mayChange: Bool { call.may(resource.permission) }
    private var parts: [Part<Item>] { resource.parts.filter(\.isListed) }
    private var columns: [Column<Item>] { resource.columns.filter(\.face.isListed) }

    var page: Page {
        let add: HTML =
            mayChange
            ? "<a class=\"btn btn-primary\" data-new href=\"\(resource.path)/new\">\(words("resources.new", ["what": words("\(resource.key).one")]))</a>"
            : .empty
        return Page(
            words(resource.key), section: section, current: resource.path,
            """
            <main class="office" id="main"><div class="list-head"><h1>\(words(resource.key))</h1>\(add)</div>\(note)\(above)
            \(ListFilter(resource: resource, call: call, context: context, order: query.order).html)
            <div id="results" aria-live="polite">\(results)</div></main>
            """)
    }

    /// What was done a moment ago, and the way to undo it.
    private var note: HTML {
        if call.queryValue("saved") != nil { return Toast(words("resources.saved")).html }
        guard mayChange, let id = call.queryValue("gone").flatMap({ Identifier<Item>($0) }),
            let entry = call.queryValue("entry").flatMap({ Identifier<HistoryEntry>($0) })
        else { return .empty }
        return Toast(
            words("resources.removed"),
            action: """
                <form method="post" action="\(resource.path)/\(id)/restoration">\(call.formToken)<input type="hidden" name="entry" value="\(entry)">
                <button class="btn btn-outline">\(words("resources.undo"))</button></form>
                """
        ).html
    }

    /// The table with its pager; htmx replaces it while somebody searches.
    var results: HTML {
        if list.items.isEmpty { return empty }
        let fresh = call.queryValue("saved")
        let rows = list.items.map { item in
            DataTable.Row(cells(item), isFresh: fresh == item.id.description)
        }
        return DataTable(words(resource.key), heads: columns.map(head) + parts.map(head), rows: rows).html + pager
    }

    private var empty: HTML {
        if call.hasQuery, call.queryValue("gone") == nil {
            return EmptyState(
                words("resources.nothing-found"), action: FieldChoice(resource.path, words("resources.show-all"))
            ).html
        }
        let action =
            mayChange
            ? FieldChoice(
                "\(resource.path)/new", words("resources.new", ["what": words("\(resource.key).one")])) : nil
        return EmptyState(words("\(resource.key).empty"), action: action).html
    }

    private func cells(_ item: Item) -> [HTML] {
        let values: [HTML] = columns.enumerated().map { index, column in
            let value = cell(column, item)
            guard index == 0 else { return value }
            return "<a class=\"row-link\" href=\"\(resource.path)/\(item.id)\">\(value == .empty ? "—" : value)</a>"
        }
        return values + parts.map { "\($0.words(for: item, context))" }
    }

    private func cell(_ column: Column<Item>, _ item: Item) -> HTML {
        let text = column.words(for: item, context)
        switch column.face.control {
        case .choice: return Badge(text).html
        case .flag where text == words("resources.yes"): return Badge(text, .good).html
        case .flag: return "<span class=\"is-soft\">\(text)</span>"
        default: return "\(text)"
        }
    }

    private func head(_ part: Part<Item>) -> DataTable.Head {
        DataTable.Head(words("\(resource.key).\(part.name)"))
    }

    private func head(_ column: Column<Item>) -> DataTable.Head {
        let label = context.label(column.face)
        guard column.face.isSorted else { return DataTable.Head(label, isFigure: column.face.control.isFigure) }
        let isCurrent = query.order.column == column.face.key
        let next = isCurrent && !query.order.isDescending ? "-\(column.face.key)" : column.face.key
        return DataTable.Head(
            label, isFigure: column.face.control.isFigure, link: address(["sort": next]),
            order: isCurrent ? (query.order.isDescending ? "descending" : "ascending") : nil)
    }

    private var pager: HTML {
        Pager(
            words("resources.pages"),
            previous: list.previous.map { FieldChoice(address(["before": $0]), words("resources.previous")) },
            next: list.next.map { FieldChoice(address(["cursor": $0]), words("resources.next")) }
        ).html
    }

    /// The list with what it is asked for now, and something else: another order begins with the first page.
    private func address(_ change: [String: String]) -> String {
        var values = resource.filterNames.reduce(into: [String: String]()) { $0[$1] = call.queryValue($1) }
        values["sort"] = call.queryValue("sort")
        values.merge(change) { $1 }
        let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key)=\(Address.encoded($0.value))" }
        return "\(resource.path)?\(pairs.joined(separator: "&"))"
    }
}

extension Resource {
    /// The names in a query that narrow the list.
    var filterNames: [String] {
        ["q"]
            + columns.flatMap { column -> [String] in
                let range = column.face.range.map { [$0.from.description, $0.to.description] } ?? []
                return (column.face.isFilter ? [column.face.key] : []) + range
            }
    }
}

/// Texts in addresses.
enum Address {
    /// A text as a value of a query (RFC 3986 section 2.3: all but the unreserved characters are escaped).
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var result = String.UnicodeScalarView()
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: result.append(Unicode.Scalar(byte))
            default: result += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(result)
    }
}
