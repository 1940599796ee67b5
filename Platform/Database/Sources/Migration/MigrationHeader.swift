/// What a step says of itself in the comment at its head: lines `-- after: products/0003` and `-- rebuild`.
struct MigrationHeader: Sendable, Equatable {
    /// Steps that must be applied before, as `feature/0003`.
    private(set) var after: [String] = []
    /// Whether it makes a table anew under its children, which SQLite lets happen only while it enforces no foreign keys.
    private(set) var isRebuild = false

    /// Reads the lines before the first that is no comment.
    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.drop(while: \.isWhitespace)
            if words.isEmpty { continue }
            guard words.hasPrefix("--") else { return }
            read(words.dropFirst(2).drop(while: \.isWhitespace))
        }
    }

    private mutating func read(_ words: Substring) {
        if words.hasPrefix("after:") {
            after += words.dropFirst(6).split { $0 == "," || $0.isWhitespace }.map(String.init)
        } else if words.split(whereSeparator: \.isWhitespace) == ["rebuild"] {
            isRebuild = true
        }
    }
}
