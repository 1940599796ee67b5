public import HTML

/// The inside of a page; the shell puts the rest around it.
public struct Page: Sendable {
    /// The title, without the shop's name.
    public let title: String
    /// Which part of the product it belongs to, and so which document is put around it.
    public let section: Section
    /// The content.
    public let content: HTML
    /// One or two sentences for search engines.
    public let description: String?
    /// The names of scripts beyond the section's own, such as `js/track.js`.
    public let scripts: [String]
    /// Whether it listens to a stream of events, by `hx-ext="sse"` and `sse-connect`.
    public let isLive: Bool
    /// The path of the navigation's entry that is current.
    public let current: String?

    /// A page of a section.
    public init(
        _ title: String, section: Section = .shop, description: String? = nil, scripts: [String] = [],
        isLive: Bool = false, current: String? = nil, _ content: HTML
    ) {
        self.title = title
        self.section = section
        self.content = content
        self.description = description
        self.scripts = scripts
        self.isLive = isLive
        self.current = current
    }

    /// A part of the product whose pages look alike. A feature may declare one of its own.
    public struct Section: Sendable, Hashable {
        /// What surrounds the content.
        public enum Surroundings: Sendable, Hashable {
            /// The visitor's navigation and the foot of the shop.
            case window
            /// The navigation of the back office.
            case office
            /// Nothing but the place for notes.
            case bare
        }

        /// The name, which is the class of the document's body.
        public let name: String
        /// What surrounds the content.
        public let surroundings: Surroundings
        /// Style sheets beyond those of every page.
        public let styles: [String]
        /// Scripts beyond those of every page.
        public let scripts: [String]

        /// A section by its name.
        public init(_ name: String, _ surroundings: Surroundings, styles: [String], scripts: [String] = []) {
            self.name = name
            self.surroundings = surroundings
            self.styles = styles
            self.scripts = scripts
        }

        /// What visitors see.
        public static let shop = Section("shop", .window, styles: ["css/shop.css"], scripts: ["js/shop.js"])
        /// The back office and the sign-in.
        public static let office = Section("office", .office, styles: ["css/office.css"], scripts: ["js/office.js"])
    }
}

/// Puts a page into the document of its section.
public struct Shell: Sendable {
    /// Takes the page and the call it answers.
    public let document: @Sendable (Page, Call) -> HTML
    /// The content of a page that says what went wrong.
    public let problem: @Sendable (Problem, Call) -> Page
    /// Where somebody who must sign in first is sent.
    public let signInPath: String

    /// A shell made of two functions.
    public init(
        signInPath: String, document: @escaping @Sendable (Page, Call) -> HTML,
        problem: @escaping @Sendable (Problem, Call) -> Page
    ) {
        self.signInPath = signInPath
        self.document = document
        self.problem = problem
    }
}
