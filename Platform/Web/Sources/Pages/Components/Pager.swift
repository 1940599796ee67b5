public import HTML

/// The ways to the page before and the page after.
public struct Pager: Sendable {
    let label: String
    let previous: FieldChoice?
    let next: FieldChoice?

    /// The ways, each by its path and what it is called; nil where there is none.
    public init(_ label: String, previous: FieldChoice?, next: FieldChoice?) {
        self.label = label
        self.previous = previous
        self.next = next
    }

    /// The markup; nothing when there is one page.
    public var html: HTML {
        if previous == nil, next == nil { return .empty }
        let back: HTML =
            previous.map { "<a class=\"btn btn-outline\" rel=\"prev\" href=\"\($0.value)\">\($0.label)</a>" } ?? .empty
        let on: HTML =
            next.map { "<a class=\"btn btn-outline\" rel=\"next\" href=\"\($0.value)\">\($0.label)</a>" } ?? .empty
        return "<nav class=\"pager\" aria-label=\"\(label)\">\(back)\(on)</nav>"
    }
}
