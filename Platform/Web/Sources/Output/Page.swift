public import HTML

/// The inside of a page; the shell puts the rest around it.
public struct Page: Sendable {
    /// Which part of the product it belongs to, and so which shell.
    public enum Section: String, Sendable {
        /// What customers see.
        case shop
        /// The kitchen's board.
        case board
        /// The back office and the sign-in.
        case office
    }

    /// The title, without the shop's name.
    public let title: String
    /// Which shell.
    public let section: Section
    /// The content.
    public let content: HTML
    /// One or two sentences for search engines.
    public let description: String?
    /// The names of scripts beyond the section's own, such as `js/track.js`.
    public let scripts: [String]
    /// The item of the navigation that is current.
    public let current: String?

    /// A page of a section.
    public init(
        _ title: String, section: Section = .shop, description: String? = nil, scripts: [String] = [],
        current: String? = nil, _ content: HTML
    ) {
        self.title = title
        self.section = section
        self.content = content
        self.description = description
        self.scripts = scripts
        self.current = current
    }
}

/// Puts a page into the document of its section.
public struct Shell: Sendable {
    /// Takes the page, and the call it answers.
    public let document: @Sendable (Page, Call) -> HTML
    /// The content of a page that says what went wrong.
    public let problem: @Sendable (Problem, Call) -> Page

    /// A shell made of two functions.
    public init(
        document: @escaping @Sendable (Page, Call) -> HTML, problem: @escaping @Sendable (Problem, Call) -> Page
    ) {
        self.document = document
        self.problem = problem
    }
}
