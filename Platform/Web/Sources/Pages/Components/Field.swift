public import HTML

/// A labelled field of one line with what is wrong with it.
public struct Field: Sendable {
    let id: String
    let name: String
    let label: String
    let value: String
    let autocomplete: String
    let limit: Int?
    let problem: String?
    let list: String?
    let type: String
    let isRequired: Bool
    /// One sentence that helps.
    public var hint: String?
    /// An example, shown while nothing is typed.
    public var example: String?
    /// What a phone's keyboard should be like: `decimal`, `numeric`.
    public var keyboard: String?
    /// What stands behind the value, such as a currency.
    public var unit: String?
    /// Whether it takes half the width.
    public var isNarrow = false
    /// Whether it can be read and copied, and not changed.
    public var isReadOnly = false
    /// Whether a phone's keyboard leaves capitals and spelling alone.
    public var isVerbatim = false

    /// A field. `list` is the id of a list of suggestions.
    public init(
        id: String, name: String, label: String, value: String, autocomplete: String = "", limit: Int?,
        problem: String?, list: String? = nil, type: String = "text", isRequired: Bool = false
    ) {
        self.id = id
        self.name = name
        self.label = label
        self.value = value
        self.autocomplete = autocomplete
        self.limit = limit
        self.problem = problem
        self.list = list
        self.type = type
        self.isRequired = isRequired
    }

    /// The markup.
    public var html: HTML {
        let frame = FieldFrame(
            id: id, label: label, hint: hint, problem: problem, isRequired: isRequired, isNarrow: isNarrow)
        return frame.around(
            unit.map { "<span class=\"with-unit\">\(control(frame)) <span>\($0)</span></span>" } ?? control(frame))
    }

    /// The control alone, for a cell of a table whose head is the label.
    public var bare: HTML {
        let frame = FieldFrame(id: id, label: label, problem: problem)
        let wrong: HTML = problem.map { "<span class=\"field-error\" id=\"\(id)-problem\">\($0)</span>" } ?? .empty
        return "\(control(frame, named: true))\(wrong)"
    }

    private func control(_ frame: FieldFrame, named: Bool = false) -> HTML {
        var html: HTML =
            "<input class=\"form-control\" id=\"\(id)\" name=\"\(name)\" type=\"\(type)\" value=\"\(value)\""
        if let limit { html += " maxlength=\"\(limit)\"" }
        if !autocomplete.isEmpty { html += " autocomplete=\"\(autocomplete)\"" }
        if isRequired { html += " required" }
        if isReadOnly { html += " readonly" }
        if let list { html += " list=\"\(list)\" data-suggest=\"\(list)\"" }
        if let example { html += " placeholder=\"\(example)\"" }
        if let keyboard { html += " inputmode=\"\(keyboard)\"" }
        if isVerbatim { html += " autocapitalize=\"none\" spellcheck=\"false\"" }
        if named { html += " aria-label=\"\(label)\"" }
        return html + frame.attributes + ">"
    }
}
