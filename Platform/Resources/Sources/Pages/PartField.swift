import HTML
import Kernel
import Web

/// The rows of a part as a table of controls, with an empty one at the end. Rows that are left empty are not saved, so that the table
/// works without scripts; with them, rows can be added and taken away.
struct PartField<Item: ResourceRow> {
    let part: Part<Item>
    let context: FormContext
    let typed: FieldTree
    let problem: Problem?

    private var inner: FormContext { context.within(part.name) }

    var html: HTML {
        let words = context.words
        let name = part.name.description
        let given = typed.numbered.filter { !$0.isBlank }
        let all = given.count < part.most ? given + [.absent] : given
        let rows: [HTML] = all.enumerated().map { row($1, "\(name).\($0)") }
        let heads: [HTML] = part.faces.map { "<th scope=\"col\">\(inner.label($0))</th>" }
        let wrong: HTML = problem?.sentence(for: name).map { "<p class=\"field-error\">\($0)</p>" } ?? .empty
        let hint = words.has("\(inner.key).help") ? words("\(inner.key).help") : nil
        let help: HTML = hint.map { "<p class=\"field-hint\">\($0)</p>" } ?? .empty
        return """
            <fieldset class="part" data-part="\(name)" data-most="\(part.most)"><legend>\(words(inner.key))</legend>\(help)\(wrong)
            <div class="table-scroll"><table class="table part-table"><thead><tr>\(heads)<th><span class="visually-hidden">\(words("resources.remove-row"))</span></th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            <template>\(row(.absent, "\(name).{n}"))</template>
            <button type="button" class="btn btn-quiet needs-script" data-add-row>\(words("resources.add-row"))</button></fieldset>
            """
    }

    private func row(_ typed: FieldTree, _ name: String) -> HTML {
        let cells: [HTML] = part.faces.map { face in
            let path = "\(name).\(face.name)"
            var face = face
            // An empty row is no row: nothing in it must be filled in.
            if typed.isBlank { face = face.optional }
            let field = ColumnField(
                face: face, context: inner, typed: typed[face.key], name: path,
                problem: problem?.sentence(for: path))
            return "<td data-label=\"\(inner.label(face))\">\(field.bare)</td>"
        }
        let label = context.words("resources.remove-row")
        return """
            <tr>\(cells)<td><button type="button" class="btn btn-quiet needs-script" data-remove-row aria-label="\(label)">×</button></td></tr>
            """
    }
}

extension ColumnFace {
    /// The same, and it may be left empty.
    var optional: ColumnFace {
        var copy = self
        copy.isOptional = true
        return copy
    }
}
