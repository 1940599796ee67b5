import HTML
import Kernel
import Web

/// Search and filters above a list: a form that asks for the list anew, on its own while one types where scripts run.
struct ListFilter<Item: ResourceRow> {
    let resource: Resource<Item>
    let call: Call
    let context: FormContext
    let order: RowOrder

    private var words: Words { context.words }

    var html: HTML {
        let names = resource.filterNames
        let hasSearch = resource.columns.contains { $0.face.isSearched }
        guard hasSearch || names.count > 1 else { return .empty }
        let sort: HTML =
            order == resource.order ? .empty : "<input type=\"hidden\" name=\"sort\" value=\"\(order.rawValue)\">"
        return """
            <form class="list-filter" method="get" action="\(resource.path)" role="search" hx-get="\(resource.path)" hx-target="#results" hx-push-url="true" hx-trigger="submit, change, input changed delay:300ms from:find input[type=search]">
            \(hasSearch ? search : .empty)\(filters)\(sort)<button class="btn btn-outline">\(words("resources.search"))</button></form>
            """
    }

    private var search: HTML {
        """
        <p class="field"><label for="q">\(words("resources.search"))</label>
        <input class="form-control" type="search" id="q" name="q" value="\(call.queryValue("q") ?? "")" maxlength="80" autocomplete="off" data-search></p>
        """
    }

    private var filters: HTML {
        let fields: [HTML] = resource.columns.flatMap { column -> [HTML] in
            var fields = column.face.isFilter ? [field(column.face, column.face.key, context.label(column.face))] : []
            if let range = column.face.range {
                let label = context.label(column.face)
                fields.append(field(column.face, range.from.description, words("resources.from", ["what": label])))
                fields.append(field(column.face, range.to.description, words("resources.to", ["what": label])))
            }
            return fields
        }
        return "\(fields)"
    }

    private func field(_ face: ColumnFace, _ name: String, _ label: String) -> HTML {
        let value = call.queryValue(name) ?? ""
        let frame = FieldFrame(id: "filter-\(name)", label: label)
        let choices: [FieldChoice]
        switch face.control {
        case .choice(let names, _): choices = names.map { FieldChoice($0, context.choice($0, face)) }
        case .flag:
            choices = [FieldChoice("true", words("resources.yes")), FieldChoice("false", words("resources.no"))]
        case .reference: choices = context.options(face).map { FieldChoice($0.id, words($0.label)) }
        case .date:
            return Field(id: frame.id, name: name, label: label, value: value, limit: nil, problem: nil, type: "date")
                .html
        default: return Field(id: frame.id, name: name, label: label, value: value, limit: 80, problem: nil).html
        }
        return SelectField(frame, name: name, choices: choices, chosen: value, nothing: words("resources.all")).html
    }
}
