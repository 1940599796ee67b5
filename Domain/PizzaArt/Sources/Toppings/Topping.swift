/// How one look is drawn: its shape, and how it is strewn.
///
/// Shapes are markup around the origin, in units of the picture of 320. The layer draws a soft dark halo around
/// `body`, which sets the piece on the pizza; `marks` lie on top without one. `~` stands for the prefix of ids.
struct Topping {
    /// Where pieces go.
    enum Placement {
        /// Evenly over the section.
        case even
        /// Evenly, pointing to the middle.
        case radial
        /// Nearer to the middle.
        case inner
        /// One at the heart of the section.
        case heart
    }

    /// What it lies on.
    enum Level: Int, Comparable {
        /// Run together into the base.
        case melt
        /// In lumps or slices on the base.
        case cheese
        /// On the cheese.
        case topping
        /// Over everything.
        case herb

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// The shape that gets a halo.
    var body: String
    /// What is drawn on it.
    var marks: String
    /// The shape for small pictures: bold, without detail.
    var bold: String
    /// The radius of a piece.
    var radius: Double
    /// How many lie on a whole pizza.
    var count: Int
    /// The degrees by which a piece may be turned to either side.
    var turn: Double
    /// Where pieces go.
    var placement: Placement
    /// What it lies on.
    var level: Level

    init(
        radius: Double, count: Int, turn: Double = 180, placement: Placement = .even, level: Level = .topping,
        body: String, marks: String = "", bold: String
    ) {
        self.radius = radius
        self.count = count
        self.turn = turn
        self.placement = placement
        self.level = level
        self.body = body
        self.marks = marks
        self.bold = bold
    }

    /// What has no look of its own: a warm piece that could be anything.
    static let neutral = Topping(
        radius: 10, count: 12, body: ##"<circle r="9" fill="#D9A05B"/>"##,
        marks: ##"<path d="M-4-3q3-4 7-2" fill="none" stroke="#fff8" stroke-width="2"/>"##,
        bold: ##"<circle r="19" fill="#D9A05B"/>"##)

    /// The topping of that look, or the neutral one.
    static func of(_ look: String) -> Topping { all[look] ?? neutral }

    /// Every look that has a shape of its own, sauces that form the base excepted.
    static let all: [String: Topping] = [
        cheeses, curedMeats, meats, seaFood, gardenVegetables, vegetables, fruits, herbs, extras,
    ]
    .reduce(into: [:]) { all, group in all.merge(group) { first, _ in first } }
}
