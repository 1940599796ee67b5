import HTML
import Kernel
import Web

/// The form of a row: a field for each column, a table for each part, and what else can be done with the row.
struct FormPage<Item: ResourceRow> {
    let resource: Resource<Item>
    let call: Call
    let context: FormContext
    /// The row as it is; nil for a new one.
    let subject: Item?
    /// What stands in the fields.
    let typed: FieldTree
    /// What brings styles and scripts.
    let section: Page.Section
    /// What stands above the fields.
    let above: HTML
    /// What is wrong with it.
    var problem: Problem?
    /// The version that is being edited, when it is not that of the row.
    var version: Int64?
    /// The edit that came too late.
    var stale: StaleEdit<Item>?

    private var words: Words { context.words }
    private var path: String {
        resource.isSingle ? resource.path : subject.map { "\(resource.path)/\($0.id)" } ?? resource.path
    }
    private var title: String {
        resource.isSingle
            ? words(resource.key)
            : words(subject == nil ? "resources.new" : "resources.edit", ["what": words("\(resource.key).one")])
    }

    var page: Page {
        Page(
            title, section: section, current: resource.path,
            """
            <main class="office" id="main">\(crumbs)<h1>\(title)</h1>\(saved)\(notice)
            <form method="post" action="\(path)" class="record-form" data-guard="\(words("resources.unsaved"))" novalidate>\(call.formToken)\(edition)
            \(above)\(fields)\(parts)
            <div class="form-bar">\(buttons)</div></form>
            \(more)</main>
            """)
    }

    private var crumbs: HTML {
        if resource.isSingle { return .empty }
        return "<p class=\"crumbs\"><a href=\"\(resource.path)\">\(words(resource.key))</a></p>"
    }

    private var saved: HTML {
        call.queryValue("saved") == nil ? .empty : Toast(words("resources.saved")).html
    }

    private var notice: HTML {
        if let stale { return StaleNotice(resource: resource, context: context, stale: stale).html }
        return problem.map { ProblemNotice(problem: $0, label: label).html } ?? .empty
    }

    /// What the form calls a field, or the part that it is in.
    private func label(_ path: String) -> String? {
        let name = path.split(separator: ".").first.map(String.init) ?? path
        return resource.columns.first { $0.face.key == name }.map { context.label($0.face) }
            ?? resource.parts.first { $0.name.description == name }.map { words("\(resource.key).\($0.name)") }
    }

    private var edition: HTML {
        guard let subject else { return .empty }
        let version = stale?.current.version ?? version ?? subject.version
        return "<input type=\"hidden\" name=\"version\" value=\"\(version)\">"
    }

    private var mayChange: Bool { call.may(resource.permission) }

    /// The columns, those of one group under its heading.
    private var fields: HTML {
        var html: HTML = .empty
        var group: String?
        var pending: [HTML] = []
        func close() {
            guard !pending.isEmpty else { return }
            let grid: HTML = "<div class=\"field-grid\">\(pending)</div>"
            if let group {
                html +=
                    "<fieldset class=\"form-group\"><legend>\(words("\(resource.key).group.\(group)"))</legend>\(grid)</fieldset>"
            } else {
                html += grid
            }
            pending = []
        }
        for column in resource.columns {
            if column.face.group?.description != group {
                close()
                group = column.face.group?.description
            }
            pending.append(
                ColumnField(
                    face: column.face, context: context, typed: typed[column.face.key], name: column.face.key,
                    problem: sentence(for: column.face.key), isFixed: column.face.isFixed && subject != nil
                ).html)
        }
        close()
        return html
    }

    /// What is wrong with a field, or with something inside it.
    private func sentence(for name: String) -> String? {
        problem?.sentence(for: name) ?? problem?.fields.first { $0.path.hasPrefix(name + ".") }?.sentence
    }

    private var parts: HTML {
        let tables: [HTML] = resource.parts.map {
            PartField(part: $0, context: context, typed: typed[$0.name.description], problem: problem).html
        }
        return "\(tables)"
    }

    private var buttons: HTML {
        guard mayChange else { return .empty }
        let another: HTML =
            subject == nil && !resource.isSingle
            ? "<button class=\"btn btn-outline\" name=\"then\" value=\"new\">\(words("resources.save-and-new"))</button>"
            : .empty
        return "<button class=\"btn btn-primary\" data-save>\(words("resources.save"))</button>\(another)"
    }

    /// What else can be done with the row.
    private var more: HTML {
        guard let subject else { return .empty }
        let history: HTML = "<a class=\"btn btn-quiet\" href=\"\(path)/history\">\(words("resources.history"))</a>"
        guard !resource.isSingle, mayChange else { return "<div class=\"record-more\">\(history)</div>" }
        let copy: HTML =
            "<a class=\"btn btn-quiet\" href=\"\(resource.path)/new?copy=\(subject.id)\">\(words("resources.duplicate"))</a>"
        let actions: [HTML] = resource.actions.filter {
            $0.isOffered(subject) && call.may(resource.permission(of: $0))
        }.map { action in
            """
            <form method="post" action="\(path)/\(action.name.description)">\(call.formToken)<button class="btn btn-outline">\(words("\(resource.key).action.\(action.name)"))</button></form>
            """
        }
        let removal: HTML = """
            <form method="post" action="\(path)/removal">\(call.formToken)<input type="hidden" name="version" value="\(subject.version)">
            <button class="btn btn-quiet is-danger">\(words("resources.remove"))</button></form>
            """
        return "<div class=\"record-more\">\(actions)\(copy)\(history)\(removal)</div>"
    }
}
