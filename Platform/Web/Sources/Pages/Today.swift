public import HTML

extension PageSlot where Context == Void {
    /// The first page of the back office: what is to be known today, a card for each thing.
    public static let officeToday = PageSlot("office.today")
}

/// One thing that is to be known today, on the first page of the back office: a figure, what it means, and where to go.
public struct TodayCard: Sendable {
    let title: String
    let figure: String
    let sentence: String
    let path: String
    let isUrgent: Bool

    /// A card; `path` is where its sentence leads. An urgent one stands out.
    public init(_ title: String, figure: String, sentence: String, path: String, isUrgent: Bool = false) {
        self.title = title
        self.figure = figure
        self.sentence = sentence
        self.path = path
        self.isUrgent = isUrgent
    }

    /// The markup.
    public var html: HTML {
        """
        <article class="today-card\(when: isUrgent, " is-urgent")"><h2>\(title)</h2><p class="figure">\(figure)</p>
        <p><a href="\(path)">\(sentence)</a></p></article>
        """
    }
}
