public import HTML

/// Nothing is there yet: what one can do about it.
public struct EmptyState: Sendable {
    let title: String
    let hint: String?
    let action: FieldChoice?

    /// An empty place; `action` is where it leads, and what that is called.
    public init(_ title: String, hint: String? = nil, action: FieldChoice? = nil) {
        self.title = title
        self.hint = hint
        self.action = action
    }

    /// The markup.
    public var html: HTML {
        let help: HTML = hint.map { "<p>\($0)</p>" } ?? .empty
        let way: HTML =
            action.map { "<p><a class=\"btn btn-primary\" href=\"\($0.value)\">\($0.label)</a></p>" } ?? .empty
        return "<div class=\"empty-state\"><h2>\(title)</h2>\(help)\(way)</div>"
    }
}

/// Something was done: said once, above the page.
public struct Toast: Sendable {
    let sentence: String
    let action: HTML

    /// A note that something was done; `action` is a form that can undo it.
    public init(_ sentence: String, action: HTML = .empty) {
        self.sentence = sentence
        self.action = action
    }

    /// The markup.
    public var html: HTML { "<div class=\"toast-note\" role=\"status\"><span>\(sentence)</span>\(action)</div>" }
}

/// A word in a colour: how something stands.
public struct Badge: Sendable {
    /// How it stands.
    public enum Tone: String, Sendable {
        /// As it should.
        case good
        /// Neither well nor badly.
        case plain
        /// Something should be done.
        case attention
        /// Something is wrong.
        case bad
    }

    let label: String
    let tone: Tone

    /// A word with its tone; the word says it, the colour only helps.
    public init(_ label: String, _ tone: Tone = .plain) {
        self.label = label
        self.tone = tone
    }

    /// The markup.
    public var html: HTML { "<span class=\"badge-word is-\(tone.rawValue)\">\(label)</span>" }
}

/// Pages about one thing, beside one another.
public struct Tabs: Sendable {
    let label: String
    let tabs: [FieldChoice]
    let current: String

    /// Tabs, each by its path and name; `current` is the path of the page that is shown.
    public init(_ label: String, _ tabs: [FieldChoice], current: String) {
        self.label = label
        self.tabs = tabs
        self.current = current
    }

    /// The markup.
    public var html: HTML {
        let links: [HTML] = tabs.map {
            "<a href=\"\($0.value)\"\(when: $0.value == current, " aria-current=\"page\"")>\($0.label)</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(label)\">\(links)</nav>"
    }
}
