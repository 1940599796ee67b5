/// How each dough bakes.
struct CrustColours {
    /// From the shadow at the sauce over the crown to the edge.
    var inner: String
    var crown: String
    var middle: String
    var edge: String
    /// Of the char: broad and pale, then dark.
    var toast: String
    var char: String
    /// How many charred spots there are.
    var spots: Int
    /// Flour or bran.
    var dust: String

    init(_ crust: PizzaDrawing.Crust) {
        switch crust {
        case .classic:
            self.init("#A8642A", "#F2CB80", "#DB9A45", "#A35F22", toast: "#8A43106b", char: "#3F1D0Cbf", spots: 13)
        case .wholemeal:
            self.init("#7D4A20", "#CFA068", "#A97440", "#74431C", toast: "#5E331366", char: "#331A0Cb3", spots: 9)
        case .glutenFree:
            self.init("#C1914A", "#F8E0AC", "#E8C483", "#C18E48", toast: "#B9762C66", char: "#94602D80", spots: 6)
        case .cereal:
            self.init("#94591F", "#E2B673", "#C48A45", "#8E5522", toast: "#79411666", char: "#3F210Fb3", spots: 8)
        }
        dust = crust == .wholemeal ? "#5B3415" : "#FFF9EA"
    }

    private init(
        _ inner: String, _ crown: String, _ middle: String, _ edge: String, toast: String, char: String, spots: Int
    ) {
        self.inner = inner
        self.crown = crown
        self.middle = middle
        self.edge = edge
        self.toast = toast
        self.char = char
        self.spots = spots
        dust = "#FFF9EA"
    }
}
