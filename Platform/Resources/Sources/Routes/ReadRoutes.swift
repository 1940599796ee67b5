import Database
import HTML
import Kernel
import Web

extension MountedResource {
    /// The list.
    var list: Route {
        .get(
            resource.path, "A page of \(resource.name).", access: .holders(of: resource.reading),
            query: ListQuery<Item>.self, answer: ResourceList<Item>.self, refusals: [.notFound]
        ) { call, query in
            let request = try query.rows
            let (scope, rows) = (call.scope, rows)
            let (items, more) = try await database.read { try rows.page(request, in: scope, $0) }
            let isFirst = request.cursor == nil
            let next = request.isBackward || more ? items.last : nil
            let previous = request.isBackward ? (more ? items.first : nil) : isFirst ? nil : items.first
            let answer = ResourceList(
                items: items, next: next.map { resource.cursor(at: $0, query.order).text },
                previous: previous.map { resource.cursor(at: $0, query.order).text })
            // Only a whole page has what stands around the table.
            let above = call.face == .page ? try await surroundings.list(call) : .empty
            let page = ListPage(
                resource: resource, call: call, context: try await context(call), query: query, list: answer,
                section: surroundings.section, above: above)
            return .value(answer, call, page: { page.page }, fragment: { page.results })
        }
    }

    /// The form of a new row, empty or like another one.
    var new: Route {
        .page(resource.path + "/new", "The form of a new one.", access: .holders(of: resource.permission)) { call in
            let context = try await context(call)
            var typed = resource.blank(context)
            if let text = call.queryValue("copy"), let id = Identifier<Item>(text) {
                guard let item = try await row(id, call) else { throw AppError.notFound() }
                typed = resource.typed(item, context)
            }
            return .page(try await form(call, context, subject: nil, typed: typed).page)
        }
    }

    /// One row.
    var one: Route { item("One of \(resource.name).") }

    /// The one row that there is.
    var single: Route { item("The \(resource.name).") }

    private func item(_ summary: String) -> Route {
        .get(
            itemPath, summary, access: .holders(of: resource.reading), answer: ResourceItem<Item>.self,
            refusals: [.notFound]
        ) { call in
            guard let item = try await row(subject(call), call) else { throw AppError.notFound() }
            let context = try await context(call)
            let form = try await form(call, context, subject: item, typed: resource.typed(item, context))
            return Reply.value(ResourceItem(item: item), call, page: { form.page }).tagged(item.version, call)
        }
    }
}

extension MountedResource {
    /// The form of a row with what stands in its fields.
    func form(_ call: Call, _ context: FormContext, subject: Item?, typed: FieldTree) async throws -> FormPage<Item> {
        let above: HTML =
            call.face == .json
            ? .empty : try await surroundings.form(ResourceSurroundings.Form(subject: subject, typed: typed), call)
        return FormPage(
            resource: resource, call: call, context: context, subject: subject, typed: typed,
            section: surroundings.section, above: above)
    }
}

extension Resource {
    /// What a new form is filled in with: the defaults of a row, but nothing where the default is no answer.
    func blank(_ context: FormContext) -> FieldTree {
        let typed = typed(Item(), context)
        guard case .object(var members) = typed else { return typed }
        for column in columns where column.face.startsEmpty { members[column.face.key] = nil }
        return .object(members)
    }
}
