public import HTML

/// One text in several languages: a field for each, under one label.
public struct TextsField: Sendable {
    /// The text in one language.
    public struct Entry: Sendable, Hashable {
        /// The tag of the language, which ends the name of the field.
        public let tag: String
        /// What the language calls itself.
        public let language: String
        /// What is typed.
        public let value: String

        /// The text in one language.
        public init(tag: String, language: String, value: String) {
            self.tag = tag
            self.language = language
            self.value = value
        }
    }

    let frame: FieldFrame
    let name: String
    let entries: [Entry]
    let limit: Int
    let isMultiline: Bool
    let example: String?
    let others: [String: String]

    /// A field for each language; only the first must be filled in. `others` are texts in languages that nobody is asked for, by the tag of
    /// each: they come back with the form as they are, so that saving it does not lose them.
    public init(
        _ frame: FieldFrame, name: String, entries: [Entry], limit: Int, isMultiline: Bool = false,
        example: String? = nil, others: [String: String] = [:]
    ) {
        self.frame = frame
        self.name = name
        self.entries = entries
        self.limit = limit
        self.isMultiline = isMultiline
        self.example = example
        self.others = others
    }

    /// The markup.
    public var html: HTML {
        let fields: [HTML] = entries.enumerated().map { index, entry in field(entry, isFirst: index == 0) }
        let kept: [HTML] = others.sorted { $0.key < $1.key }.map { tag, text in
            "<input type=\"hidden\" name=\"\(name).\(tag)\" value=\"\(text)\">"
        }
        return frame.around(group: "<span class=\"texts\">\(fields)</span>\(kept)")
    }

    private func field(_ entry: Entry, isFirst: Bool) -> HTML {
        let id = "\(frame.id)-\(entry.tag)"
        let placeholder: HTML = isFirst ? example.map { " placeholder=\"\($0)\"" } ?? .empty : .empty
        let shared: HTML = """
             id="\(id)" name="\(name).\(entry.tag)" lang="\(entry.tag)" maxlength="\(limit)"\(placeholder)\
            \("required", if: isFirst && frame.isRequired) aria-label="\(frame.label): \(entry.language)"
            """
        let control: HTML =
            isMultiline
            ? "<textarea class=\"form-control\" rows=\"3\"\(shared)>\n\(entry.value)</textarea>"
            : "<input class=\"form-control\"\(shared) value=\"\(entry.value)\">"
        return
            "<span class=\"text-entry\"><span class=\"tag\" title=\"\(entry.language)\">\(entry.tag)</span>\(control)</span>"
    }
}
