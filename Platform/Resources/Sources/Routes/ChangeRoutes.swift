import Database
import Kernel
import Web

extension MountedResource {
    /// Adds a row.
    var addition: Route {
        .change(
            .post, resource.path, "Adds one to \(resource.name).", access: .holders(of: resource.permission),
            reading: ResourceEntry<Item>.self, answer: ResourceItem<Item>.self, status: 201, refusals: [.conflict],
            policy: resource.policy
        ) { call in
            try await answeringForm(call, subject: nil) { context in
                let item = try resource.read(call, context)
                let (scope, rows, principal) = (call.scope, rows, call.principal)
                let added = try await write(call) { try rows.insert(item, in: scope, by: principal, $0) }
                return Reply.done(ResourceItem(item: added), call, status: 201, to: wayOn(call, added))
                    .tagged(added.version, call).located(at: "\(resource.path)/\(added.id)", call)
            }
        }
    }

    /// Changes a row.
    var change: Route {
        .change(
            .put, itemPath, "Changes one of \(resource.name).", access: .holders(of: resource.permission),
            reading: ResourceEntry<Item>.self, answer: ResourceItem<Item>.self,
            refusals: [.notFound, .conflict, .stale, .unconditional], policy: resource.policy
        ) { call in
            let id = try subject(call)
            return try await answeringForm(call, subject: id) { context in
                let current = call.sentForm && resource.hasMoments ? try await row(id, call) : nil
                var item = try resource.read(call, context, over: current)
                item.id = id
                let (scope, rows, principal, seen, sent) = (call.scope, rows, call.principal, try seen(call), item)
                let saved = try await write(call) { try rows.update(sent, seen: seen, in: scope, by: principal, $0) }
                return Reply.done(ResourceItem(item: saved), call, to: wayOn(call, saved)).tagged(saved.version, call)
            }
        }
    }

    /// Removes a row; the list then offers to bring it back.
    var removal: Route {
        .change(
            .delete, itemPath, "Removes one of \(resource.name).", access: .holders(of: resource.permission),
            body: NoInput.self, answer: Removed.self,
            refusals: [.notFound, .conflict, .stale, .unconditional, .invalid]
        ) { call, _ in
            let (id, scope, rows, principal, seen) = (
                try subject(call), call.scope, rows, call.principal, try seen(call)
            )
            do {
                let removed = try await write(call, removing: true) {
                    try rows.delete(id, seen: seen, in: scope, by: principal, $0)
                }
                return .done(
                    Removed(entry: removed.entry), call, to: "\(resource.path)?gone=\(id)&entry=\(removed.entry)")
            } catch is StaleEdit<Item> {
                throw AppError(.stale, "resources.stale")
            }
        }
    }

    /// Makes a row as it once was.
    var restoration: Route {
        .change(
            .post, itemPath + "/restoration", "Makes one of \(resource.name) as it once was.",
            access: .holders(of: resource.permission), body: Restoration.self, answer: ResourceItem<Item>.self,
            refusals: [.notFound, .conflict, .invalid]
        ) { call, restoration in
            let (id, scope, rows, principal) = (try subject(call), call.scope, rows, call.principal)
            let item = try await write(call) {
                try rows.restore(
                    id, to: restoration.entry, asBefore: restoration.isBefore, in: scope, by: principal, $0)
            }
            return Reply.done(ResourceItem(item: item), call, to: wayOn(call, item)).tagged(item.version, call)
        }
    }

    /// A button of a row.
    func action(_ action: ResourceAction<Item>) -> Route {
        .change(
            .post, "\(itemPath)/\(action.name)", "Does \(action.name) with one of \(resource.name).",
            access: .holders(of: resource.permission(of: action)), body: NoInput.self,
            answer: ResourceItem<Item>.self, refusals: [.notFound, .conflict, .invalid]
        ) { call, _ in
            let (id, scope, rows, principal) = (try subject(call), call.scope, rows, call.principal)
            do {
                let item = try await write(call) { try rows.run(action, on: id, in: scope, by: principal, $0) }
                return Reply.done(ResourceItem(item: item), call, to: wayOn(call, item)).tagged(item.version, call)
            } catch is StaleEdit<Item> {
                throw AppError(.stale, "resources.stale")
            }
        }
    }

    struct Restoration: Input {
        let entry: Identifier<HistoryEntry>
        /// Whether the state before the entry is meant: for a row that was there before its history began.
        let isBefore: Bool

        init(_ fields: inout FieldReader) {
            entry = fields.id("entry")
            isBefore = fields.flag("before")
        }
    }

    /// What was removed, and what can bring it back.
    struct Removed: JSONWritable {
        let entry: Identifier<HistoryEntry>
        static var example: Removed { Removed(entry: .none) }
        func write(to json: inout JSONWriter) { json.member("entry", entry) }
    }

    /// Where a browser goes after something was saved: back to the list, or to another new one.
    private func wayOn(_ call: Call, _ item: Item) -> String {
        if resource.isSingle { return "\(resource.path)?saved=\(item.version)" }
        return call.sent["then"].typed == "new"
            ? "\(resource.path)/new?saved=\(item.id)" : "\(resource.path)?saved=\(item.id)"
    }

    /// Answers a person whose form is wrong with the form, as it was typed and with what is wrong beside the fields; programs get the
    /// problem alone.
    private func answeringForm(
        _ call: Call, subject id: Identifier<Item>?, _ body: (FormContext) async throws -> Reply
    ) async throws -> Reply {
        let context = try await context(call)
        do {
            return try await body(context)
        } catch let error as AppError where call.face != .json && (error.kind == .invalid || !error.fields.isEmpty) {
            let current: Item? = if let id { try await row(id, call) } else { nil }
            var form = try await form(call, context, subject: current, typed: call.sent)
            form.problem = Problem(error, call)
            form.version = Int64(call.sent["version"].typed)
            return .page(form.page, status: error.kind.status)
        } catch let stale as StaleEdit<Item> {
            guard call.face != .json else { throw AppError(.stale, "resources.stale") }
            let merged = try await merged(stale, call)
            var form = try await form(
                call, context, subject: stale.current, typed: resource.typed(merged, over: call.sent, context))
            form.stale = merged
            return .page(form.page, status: 412)
        }
    }

    /// The same with what its sender left as it was taken from what is there now: two who change different fields do not undo each other.
    /// Where the history does not reach back to what they saw, all that they sent is theirs.
    private func merged(_ stale: StaleEdit<Item>, _ call: Call) async throws -> StaleEdit<Item> {
        guard let seen = Int64(call.sent["version"].typed) else { return stale }
        let (id, scope, resource) = (stale.current.id, call.scope, resource)
        let text = try await database.read { try History(of: id, resource, in: scope).state(ofVersion: seen, $0) }
        guard let tree = text.flatMap({ FieldTree(json: $0) }) else { return stale }
        let base = resource.understand(tree).item
        var proposed = stale.proposed
        for column in resource.columns where !column.face.isHidden && column.isSame(proposed, base) {
            column.copy(stale.current, &proposed)
        }
        for part in resource.parts where part.isSame(proposed, base) { part.copy(stale.current, &proposed) }
        return StaleEdit(current: stale.current, proposed: proposed)
    }
}

extension Resource {
    /// A form as it was sent, with what is there now in the fields that its sender did not change.
    fileprivate func typed(_ edit: StaleEdit<Item>, over sent: FieldTree, _ context: FormContext) -> FieldTree {
        guard case .object(var members) = sent, case .object(let now) = typed(edit.current, context) else {
            return sent
        }
        let untouched =
            columns.filter { !$0.face.isHidden && $0.isSame(edit.proposed, edit.current) }.map(\.face.key)
            + parts.filter { $0.isSame(edit.proposed, edit.current) }.map(\.name.description)
        for key in untouched { members[key] = now[key] }
        return .object(members)
    }

    /// Whether a column is a moment.
    var hasMoments: Bool { columns.contains(where: \.face.isMoment) }

    /// The row that was sent. Throws `invalid` with every wrong field.
    ///
    /// A moment that a form shows as it is in `current` stays so: the shop's wall says no seconds, and in autumn an hour twice.
    func read(_ call: Call, _ context: FormContext, over current: Item? = nil) throws -> Item {
        let tree = call.sentForm ? onTheWall(call.sent, context) : call.sent
        var (item, problems) = FieldReader.read(tree, asForm: call.sentForm, read)
        if !problems.isEmpty { throw AppError.invalid(problems) }
        guard call.sentForm, let current else { return item }
        for column in columns where column.face.isMoment && column.typed(current, context) == call.sent[column.face.key]
        {
            column.copy(current, &item)
        }
        return item
    }

    /// A form with its moments, typed by the shop's wall clock, as programs would send them.
    private func onTheWall(_ tree: FieldTree, _ context: FormContext) -> FieldTree {
        guard case .object(var members) = tree else { return tree }
        for column in columns where column.face.isMoment {
            guard case .text(let text)? = members[column.face.key] else { continue }
            members[column.face.key] = .text(context.moment(text))
        }
        return .object(members)
    }
}
