import HTML
import Kernel
import Web

/// What happened to a row: who, when, and what changed field by field; each state can be had again.
struct HistoryPage<Item: ResourceRow> {
    let resource: Resource<Item>
    let call: Call
    let context: FormContext
    let id: Identifier<Item>
    let current: Item?
    let entries: [HistoryEntry]
    let next: Identifier<HistoryEntry>?

    private var words: Words { context.words }
    private var path: String { resource.isSingle ? resource.path : "\(resource.path)/\(id)" }

    var page: Page {
        let items: [HTML] = entries.map(item) + [beginning]
        let older: HTML =
            next.map {
                "<p><a class=\"btn btn-outline\" href=\"\(path)/history?cursor=\($0)\">\(words("resources.older"))</a></p>"
            }
            ?? .empty
        let back = current == nil ? resource.path : path
        return Page(
            words("resources.history"), section: .office, current: resource.path,
            """
            <main class="office" id="main"><p class="crumbs"><a href="\(back)">\(words(resource.key))</a></p>
            <h1>\(words("resources.history"))</h1><ol class="history">\(items)</ol>\(older)</main>
            """)
    }

    private func item(_ entry: HistoryEntry) -> HTML {
        let (date, time) = context.zone.local(entry.at)
        let who = entry.actorName.isEmpty ? words("resources.system") : entry.actorName
        let rows = RowComparison(resource: resource, context: context).rows(state(entry.before), state(entry.after))
        let changes: [HTML] = rows.map { row in
            let old: HTML = row.before.isEmpty ? .empty : "<del>\(row.before)</del> "
            let new: HTML = row.after.isEmpty ? .empty : "<ins>\(row.after)</ins>"
            return "<li><span class=\"is-soft\">\(row.label)</span> \(old)\(new)</li>"
        }
        return """
            <li><p><strong>\(words("resources.kind.\(entry.kind)"))</strong> · \(who) · <time>\(words.day(date)) \(String(date.year)), \(time.description)</time></p>
            <ul>\(changes)</ul>\(restoration(entry))</li>
            """
    }

    /// How the row was before its history began, when it came with the shop.
    private var beginning: HTML {
        guard next == nil, let first = entries.last, first.before != nil, first.after != nil,
            call.may(resource.permission)
        else { return .empty }
        return """
            <li><p><strong>\(words("resources.at-first"))</strong></p>
            <form method="post" action="\(path)/restoration">\(call.formToken)<input type="hidden" name="entry" value="\(first.id)"><input type="hidden" name="before" value="on">
            <button class="btn btn-quiet">\(words("resources.restore"))</button></form></li>
            """
    }

    private func state(_ json: String?) -> Item? {
        json.flatMap { FieldTree(json: $0) }.map { resource.understand($0).item }
    }

    /// The row is as the newest entry left it, so that one has nothing to restore unless it removed the row.
    private func restoration(_ entry: HistoryEntry) -> HTML {
        guard call.may(resource.permission), entry.id != entries.first?.id || current == nil else { return .empty }
        return """
            <form method="post" action="\(path)/restoration">\(call.formToken)<input type="hidden" name="entry" value="\(entry.id)">
            <button class="btn btn-quiet">\(words(entry.after == nil ? "resources.bring-back" : "resources.restore"))</button></form>
            """
    }
}
