public import HTML

/// What went wrong, above a form.
public struct ProblemNotice {
    let problem: Problem
    private let label: (String) -> String?

    /// A notice. `label` gives what the form calls a field by its path; nil is a field that says nothing of itself.
    public init(problem: Problem, label: @escaping (String) -> String? = { _ in nil }) {
        self.problem = problem
        self.label = label
    }

    /// The markup.
    public var html: HTML {
        let fields: [HTML] = problem.fields.filter { !$0.sentence.isEmpty }.map { field in
            "<li>\(label(field.path).map { "<strong>\($0)</strong>: " as HTML })\(field.sentence)</li>"
        }
        return """
            <div class="alert alert-error" role="alert" tabindex="-1" autofocus><p>\(problem.sentence)</p>\(when: !fields.isEmpty, "<ul>\(fields)</ul>")</div>
            """
    }
}
