import HTML

/// What stands around every control of a form: the label, a hint, and what is wrong, which the control refers to.
public struct FieldFrame: Sendable {
    /// The id of the control.
    public let id: String
    /// What it asks for.
    public let label: String
    /// One sentence that helps.
    public var hint: String?
    /// What is wrong with what was typed.
    public var problem: String?
    /// Whether it must be filled in.
    public var isRequired = false
    /// Whether it takes half the width.
    public var isNarrow = false

    /// The frame of a control.
    public init(
        id: String, label: String, hint: String? = nil, problem: String? = nil, isRequired: Bool = false,
        isNarrow: Bool = false
    ) {
        self.id = id
        self.label = label
        self.hint = hint
        self.problem = problem
        self.isRequired = isRequired
        self.isNarrow = isNarrow
    }

    private var style: String {
        "field" + (problem == nil ? "" : " is-wrong") + (isNarrow ? " is-narrow" : "")
    }

    /// The attributes by which a control says that it is wrong and where that is written.
    var attributes: HTML {
        var ids: [String] = []
        if hint != nil { ids.append("\(id)-hint") }
        if problem != nil { ids.append("\(id)-problem") }
        var html: HTML = problem == nil ? .empty : " aria-invalid=\"true\""
        if !ids.isEmpty { html += " aria-describedby=\"\(ids.joined(separator: " "))\"" }
        return html
    }

    private var below: HTML {
        let help: HTML = hint.map { "<span class=\"field-hint\" id=\"\(id)-hint\">\($0)</span>" } ?? .empty
        let wrong: HTML = problem.map { "<span class=\"field-error\" id=\"\(id)-problem\">\($0)</span>" } ?? .empty
        return help + wrong
    }

    /// One control with its label.
    func around(_ control: HTML) -> HTML {
        "<p class=\"\(style)\"><label for=\"\(id)\">\(label)</label>\n\(control)\n\(below)</p>"
    }

    /// Several controls that answer one question.
    func around(group controls: HTML, _ name: StaticString = "field-group") -> HTML {
        """
        <fieldset class="\(style) \(name.description)" id="\(id)"\(attributes)><legend class="field-label">\(label)</legend>
        \(controls)\(below)</fieldset>
        """
    }
}
