public import HTML

/// A labelled field of several lines.
public struct TextArea: Sendable {
    let frame: FieldFrame
    let name: String
    let value: String
    let limit: Int
    let example: String?

    /// A field of several lines.
    public init(_ frame: FieldFrame, name: String, value: String, limit: Int, example: String? = nil) {
        self.frame = frame
        self.name = name
        self.value = value
        self.limit = limit
        self.example = example
    }

    /// The markup.
    public var html: HTML {
        let placeholder: HTML = example.map { " placeholder=\"\($0)\"" } ?? .empty
        return frame.around(
            """
            <textarea class="form-control" id="\(frame.id)" name="\(name)" rows="3" maxlength="\(limit)"\("required", if: frame.isRequired)\(placeholder)\(frame.attributes)>
            \(value)</textarea>
            """)
    }
}
