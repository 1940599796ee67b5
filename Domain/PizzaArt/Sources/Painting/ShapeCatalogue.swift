/// The shapes and gradients of one picture, each defined once and used often.
struct ShapeCatalogue {
    private(set) var markup: Markup
    private let detail: PizzaDrawing.Detail
    private var known: [String: UInt8] = [:]
    private var gradients: Set<String> = []

    /// Above so many bytes further looks are drawn as the neutral piece, so that a picture stays within its bound.
    private var budget: Int

    init(prefix: [UInt8], detail: PizzaDrawing.Detail) {
        self.detail = detail
        markup = Markup(prefix: prefix, capacity: detail == .full ? 8_000 : 1_500)
        budget = detail == .full ? 5_900 : 1_500
        guard detail == .full else { return }
        addGradient("L", box: "cx=\".36\" cy=\".3\" r=\".6\"", [("0", "#FFE9D080"), ("1", "#FFE9D000")])
        addGradient("D", box: "", [(".5", "#2a0d0500"), ("1", "#2a0d0573")])
    }

    /// Keeps the definitions below a size, those that are already there included.
    mutating func limit(to size: Int) { budget = min(budget, size - markup.bytes.count) }

    /// The letter of the id of a topping's shape, which is defined if it was not yet.
    mutating func letter(of look: String, _ topping: Topping) -> UInt8 {
        if let letter = known[look] { return letter }
        var shape = topping
        let size = detail == .full ? topping.body.utf8.count + topping.marks.utf8.count : topping.bold.utf8.count
        if size + 40 > budget {
            if let letter = known[""] { return letter }
            shape = .neutral
            return define(shape, as: "")
        }
        budget -= size + 40
        if topping.level == .melt && detail == .full {
            addGradient(
                "P", box: "", [("0", "#FFF4D6"), (".55", "#FDE9B8"), (".82", "#F9D68Ccc"), ("1", "#F2B65600")])
        }
        return define(shape, as: look)
    }

    private mutating func define(_ topping: Topping, as look: String) -> UInt8 {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        let letter = letters[known.count % letters.count]
        known[look] = letter
        markup.add("<g id=\"~")
        markup.add(byte: letter)
        markup.add("\">")
        switch detail {
        case .full:
            markup.add(topping.body)
            if !topping.marks.isEmpty {
                markup.add("<g stroke=\"none\">")
                markup.add(topping.marks)
                markup.add("</g>")
            }
        case .small: markup.add(topping.bold)
        }
        markup.add("</g>")
        return letter
    }

    /// Defines a radial gradient under a capital letter, once.
    mutating func addGradient(_ letter: String, box: String, _ stops: [(offset: String, colour: String)]) {
        guard gradients.insert(letter).inserted else { return }
        markup.add("<radialGradient id=\"~\(letter)\" \(box)>")
        for stop in stops { markup.add("<stop offset=\"\(stop.offset)\" stop-color=\"\(stop.colour)\"/>") }
        markup.add("</radialGradient>")
    }

    /// Defines a linear gradient across the picture, once.
    mutating func addLight(
        _ letter: String, from start: (Int, Int), to end: (Int, Int), _ stops: [(offset: String, colour: String)]
    ) {
        guard gradients.insert(letter).inserted else { return }
        markup.add("<linearGradient id=\"~\(letter)\" gradientUnits=\"userSpaceOnUse\"")
        markup.add(" x1=\"\(start.0)\" y1=\"\(start.1)\" x2=\"\(end.0)\" y2=\"\(end.1)\">")
        for stop in stops { markup.add("<stop offset=\"\(stop.offset)\" stop-color=\"\(stop.colour)\"/>") }
        markup.add("</linearGradient>")
    }
}
