/// What is spread over the dough of a section.
struct Sauce {
    /// The colour in the middle, further out and at the edge, where it dries a little.
    var colours: (middle: String, outer: String, edge: String)
    /// The colours of light and of dark flecks.
    var flecks: (light: String, dark: String)
    /// The letter that its gradient has as id.
    var letter: String

    /// The sauce of that look, if it is one.
    static func of(_ look: String) -> Sauce? {
        switch look {
        case "tomato-sauce": tomato
        case "white-cream": cream
        case "pesto": pesto
        case "bbq-sauce": barbecue
        default: nil
        }
    }

    /// Dough with oil, where there is no sauce.
    static let oil = Sauce(
        colours: ("#F6E4B4", "#EFD296", "#CF9A4A"), flecks: ("#FFF6D8b3", "#C98B3C59"), letter: "O")

    private static let tomato = Sauce(
        colours: ("#D2401D", "#BC2D14", "#8A1D0B"), flecks: ("#F0703Fb3", "#7E170A80"), letter: "T")
    private static let cream = Sauce(
        colours: ("#FFF7E3", "#F8E8C3", "#D9B06A"), flecks: ("#FFFFFFcc", "#8C73448c"), letter: "W")
    private static let pesto = Sauce(
        colours: ("#7F9A35", "#5E7F2A", "#3C5A1B"), flecks: ("#C3CF70b3", "#2C451480"), letter: "G")
    private static let barbecue = Sauce(
        colours: ("#7C2B14", "#611E0E", "#3A0F06"), flecks: ("#B85A2C99", "#2A0A0480"), letter: "B")
}
