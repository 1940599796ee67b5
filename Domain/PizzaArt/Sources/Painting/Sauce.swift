/// What is spread over the dough of a section.
struct Sauce {
    /// The colour in the middle, further out and at the edge, where it dries a little.
    var colours: (middle: String, outer: String, edge: String)
    /// The colours of light and of dark flecks.
    var flecks: (light: String, dark: String)
    /// The colours of thicker and of thinner places.
    var pools: (deep: String, bright: String)
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
        colours: ("#F6E4B4", "#EFD296", "#CF9A4A"), flecks: ("#FFFBEAcc", "#B9762C59"),
        pools: ("#E3B04A4d", "#FFF3C966"), letter: "O")

    private static let tomato = Sauce(
        colours: ("#D2401D", "#BC2D14", "#8A1D0B"), flecks: ("#F58455b3", "#7E170A80"),
        pools: ("#9E200E4d", "#E8603359"), letter: "T")
    private static let cream = Sauce(
        colours: ("#FFF7E3", "#F8E8C3", "#D9B06A"), flecks: ("#FFFFFFcc", "#8C73448c"),
        pools: ("#EBD3A073", "#FFFFFF80"), letter: "W")
    private static let pesto = Sauce(
        colours: ("#7F9A35", "#5E7F2A", "#3C5A1B"), flecks: ("#D3DC86cc", "#2C451499"),
        pools: ("#3F611E66", "#9DB34A59"), letter: "G")
    private static let barbecue = Sauce(
        colours: ("#7C2B14", "#611E0E", "#3A0F06"), flecks: ("#D98448b3", "#2A0A0480"),
        pools: ("#3F12084d", "#9A452159"), letter: "B")
}
