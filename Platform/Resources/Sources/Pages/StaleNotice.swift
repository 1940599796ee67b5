import HTML
import Kernel
import Web

/// Two have edited one row: what each of them wants, field by field, so that nothing is lost unseen. Saving again decides for what
/// stands in the form.
struct StaleNotice<Item: ResourceRow> {
    let resource: Resource<Item>
    let context: FormContext
    let stale: StaleEdit<Item>

    var html: HTML {
        let words = context.words
        let rows = RowComparison(resource: resource, context: context).rows(stale.current, stale.proposed)
        let lines: [DataTable.Row] = rows.map { DataTable.Row(["\($0.label)", "\($0.before)", "\($0.after)"]) }
        let heads = ["resources.field", "resources.theirs", "resources.yours"].map { DataTable.Head(words($0)) }
        return """
            <div class="alert alert-warning" role="alert" tabindex="-1" autofocus><p><strong>\(words("resources.stale-title"))</strong> \(words("resources.stale-hint"))</p>
            \(DataTable(words("resources.stale-title"), heads: heads, rows: lines).html)</div>
            """
    }
}

/// What differs between two states of a row, as people read it.
struct RowComparison<Item: ResourceRow> {
    let resource: Resource<Item>
    let context: FormContext

    struct Difference: Sendable, Equatable {
        let label, before, after: String
    }

    func rows(_ before: Item?, _ after: Item?) -> [Difference] {
        func differs(_ isSame: (Item, Item) -> Bool) -> Bool {
            guard let before, let after else { return true }
            return !isSame(before, after)
        }
        let columns = resource.columns.filter { !$0.face.isHidden && differs($0.isSame) }.map { column in
            Difference(
                label: context.label(column.face), before: before.map { column.words(for: $0, context) } ?? "",
                after: after.map { column.words(for: $0, context) } ?? "")
        }
        let parts = resource.parts.filter { differs($0.isSame) }.map { part in
            func text(_ item: Item?) -> String { item.map { part.words(for: $0, context) } ?? "" }
            return Difference(
                label: context.words("\(resource.key).\(part.name)"), before: text(before), after: text(after))
        }
        return (columns + parts).filter { $0.before != $0.after || (before != nil && after != nil) }
    }
}
