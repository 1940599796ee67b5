import Database
import Kernel
import Web

extension MountedResource {
    /// The history of a row.
    var history: Route {
        .get(
            itemPath + "/history", "What happened to one of \(resource.name).", access: .holders(of: resource.reading),
            query: HistoryQuery.self, answer: HistoryList.self, refusals: [.notFound]
        ) { call, query in
            let (id, scope, rows, resource) = (try subject(call), call.scope, rows, resource)
            let found = try await database.read { tx in
                (
                    try rows.find(id, in: scope, tx),
                    try History(of: id, resource, in: scope).entries(before: query.before, limit: query.limit + 1, tx)
                )
            }
            if found.1.isEmpty, found.0 == nil { throw AppError.notFound() }
            let shown = Array(found.1.prefix(query.limit))
            let list = HistoryList(
                entries: shown.map(HistoryView.init), next: found.1.count > query.limit ? shown.last?.id : nil)
            let page = HistoryPage(
                resource: resource, call: call, context: try await context(call), id: id, current: found.0,
                entries: shown, next: list.next)
            return .value(list, call, page: { page.page })
        }
    }
}

/// Which part of a history is asked for.
struct HistoryQuery: Input {
    let before: Identifier<HistoryEntry>?
    let limit: Int

    init(_ fields: inout FieldReader) {
        before = fields.optionalID("cursor")
        limit = fields.int("limit", 1...200, default: 50)
    }
}

/// A part of a history, newest first.
struct HistoryList: JSONWritable {
    let entries: [HistoryView]
    let next: Identifier<HistoryEntry>?
    static let example = HistoryList(entries: [.example], next: Identifier<HistoryEntry>.none)

    func write(to json: inout JSONWriter) {
        json.member("entries", entries)
        json.member("next", next)
    }
}

/// One change as programs get it; the rows before and after are JSON texts.
struct HistoryView: JSONWritable {
    let id: Identifier<HistoryEntry>
    let at: Instant
    let actor, name, kind: String
    let version: Int64
    let before, after: String?

    static let example = HistoryView(
        id: .none, at: Instant(seconds: 0), actor: "staff:0198", name: "Ada", kind: "update", version: 2, before: "{}",
        after: "{}")

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("at", at)
        json.member("actor", actor)
        json.member("actor_name", name)
        json.member("kind", kind)
        json.member("version", version)
        json.member("before", before)
        json.member("after", after)
    }
}

extension HistoryView {
    init(_ entry: HistoryEntry) {
        self.init(
            id: entry.id, at: entry.at, actor: entry.actor, name: entry.actorName, kind: entry.kind,
            version: entry.version, before: entry.before, after: entry.after)
    }
}
