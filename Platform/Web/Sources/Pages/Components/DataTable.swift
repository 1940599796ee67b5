public import HTML

/// Rows of data: a dense table on a desk, a card for each row on a phone.
public struct DataTable: Sendable {
    /// The head of a column.
    public struct Head: Sendable {
        /// What it is called; read out, and written beside the value on a phone.
        public let label: String
        /// Whether figures stand in it, which are aligned to the right.
        public let isFigure: Bool
        /// Where it leads: to the list in the order of this column.
        public let link: String?
        /// Whether the list is in its order: `ascending`, `descending`.
        public let order: String?

        /// The head of a column.
        public init(_ label: String, isFigure: Bool = false, link: String? = nil, order: String? = nil) {
            self.label = label
            self.isFigure = isFigure
            self.link = link
            self.order = order
        }
    }

    /// One row.
    public struct Row: Sendable {
        /// What stands in each column.
        public let cells: [HTML]
        /// Whether it was changed just now.
        public let isFresh: Bool

        /// One row.
        public init(_ cells: [HTML], isFresh: Bool = false) {
            self.cells = cells
            self.isFresh = isFresh
        }
    }

    let caption: String
    let heads: [Head]
    let rows: [Row]

    /// A table; `caption` is what it is called for those who cannot see it.
    public init(_ caption: String, heads: [Head], rows: [Row]) {
        self.caption = caption
        self.heads = heads
        self.rows = rows
    }

    /// The markup.
    public var html: HTML {
        """
        <div class="table-scroll" tabindex="0" role="region" aria-label="\(caption)"><table class="table data-table"><thead><tr>\(heads.map(head))</tr></thead>
        <tbody>\(rows.map(row))</tbody></table></div>
        """
    }

    private func head(_ head: Head) -> HTML {
        let order: HTML = head.order.map { " aria-sort=\"\($0)\"" } ?? .empty
        let figure: HTML = head.isFigure ? " class=\"is-figure\"" : .empty
        guard let link = head.link else { return "<th scope=\"col\"\(figure)>\(head.label)</th>" }
        return "<th scope=\"col\"\(figure)\(order)><a href=\"\(link)\">\(head.label)</a></th>"
    }

    private func row(_ row: Row) -> HTML {
        let cells: [HTML] = row.cells.enumerated().map { index, cell in
            guard heads.indices.contains(index) else { return "<td>\(cell)</td>" }
            let head = heads[index]
            return "<td data-label=\"\(head.label)\"\(when: head.isFigure, " class=\"is-figure\"")>\(cell)</td>"
        }
        return "<tr\(when: row.isFresh, " class=\"is-fresh\"")>\(cells)</tr>"
    }
}
