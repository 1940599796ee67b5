public import HTML
public import Kernel
public import Web

/// What a feature puts on the pages of a resource beyond what follows from its description: a map, ways to import and export.
public struct ResourceSurroundings<Item: ResourceRow>: Sendable {
    /// What a form is filled in with, for what is drawn above its fields.
    public struct Form: Sendable {
        /// The row as it is; nil for a new one.
        public let subject: Item?
        /// What stands in the fields, by the names of the columns.
        public let typed: FieldTree
    }

    let section: Page.Section
    let list: @Sendable (Call) async throws -> HTML
    let form: @Sendable (Form, Call) async throws -> HTML

    /// `section` brings style sheets and scripts; `list` stands above the table, `form` within the form above its fields.
    public init(
        section: Page.Section = .office, list: @escaping @Sendable (Call) async throws -> HTML = { _ in .empty },
        form: @escaping @Sendable (Form, Call) async throws -> HTML = { _, _ in .empty }
    ) {
        self.section = section
        self.list = list
        self.form = form
    }
}
