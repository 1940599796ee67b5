extension PizzaPainter {
    /// The middle of the spoonful on its back.
    private static let spoonful = Point(x: 160, y: 142)

    /// A folded pizza: a half moon, its edge pinched shut, a spoonful of what is inside on its back.
    mutating func paintCalzone() {
        var noise = SeededNoise(drawing.seed, for: 4)
        art.add("<ellipse cx=\"160\" cy=\"176\" rx=\"154\" ry=\"100\" fill=\"#1a0c0533\"/>")
        art.add("<g fill=\"none\" stroke-linecap=\"round\">")
        paintPleats(noise: &noise)
        paintBack(noise: &noise)
        art.add("</g>")
        paintSpoonful(noise: &noise)
    }

    /// The pinched edge.
    private mutating func paintPleats(noise: inout SeededNoise) {
        let pleats = (0...12).map { index -> (Point, Point) in
            let angle = .pi * (0.03 + 0.94 * Double(index) / 12)
            let reach = noise.between(0.97, 1.03)
            return (Self.crimp(angle - 0.1, reach: 0.78), Self.crimp(angle, reach: reach))
        }
        for (width, colour, shift) in [(38, colours.edge, 0.0), (31, colours.middle, -1), (13, colours.crown, -5)] {
            art.add("<path stroke=\"\(colour)\" stroke-width=\"\(width)\" d=\"")
            for (start, end) in pleats {
                art.dash(Point(x: start.x + shift, y: start.y + shift), Point(x: end.x + shift, y: end.y + shift))
            }
            art.add("\"/>")
        }
    }

    private static func crimp(_ angle: Double, reach: Double) -> Point {
        let round = Point(angle: angle, distance: reach)
        return Point(x: 160 + (round.x - 160) * 132, y: 138 + (round.y - 160) * 116)
    }

    /// The back, which the oven blew up and browned.
    private mutating func paintBack(noise: inout SeededNoise) {
        let shape = "M22 142C18 92 82 52 160 52S302 92 298 142C292 196 236 238 160 238S28 196 22 142Z"
        if detail == .full {
            shapes.addGradient(
                "C", box: "gradientUnits=\"userSpaceOnUse\" cx=\"140\" cy=\"120\" r=\"168\"",
                [("0", colours.crown), (".55", colours.middle), ("1", colours.edge)])
            art.add("<path d=\"\(shape)\" fill=\"url(#~C) \(colours.middle)\"/>")
        } else {
            art.add("<path d=\"\(shape)\" fill=\"\(colours.middle)\"/>")
        }
        art.add("<path d=\"M44 112Q78 68 150 64\" stroke=\"#FFF3CF8c\" stroke-width=\"9\"/>")
        art.add("<path d=\"M62 200Q110 230 160 230T262 196\" stroke=\"#7A3A0859\" stroke-width=\"10\"/>")
        let spots = (0..<(detail == .full ? colours.spots : 5)).map { _ in
            let round = Point(angle: noise.between(0, 2 * .pi), distance: noise.between(0.72, 0.9))
            return Point(x: 160 + (round.x - 160) * 134, y: 146 + (round.y - 160) * 90)
        }
        for (width, colour) in [(15, colours.toast), (6, colours.char)] {
            art.add("<path stroke=\"\(colour)\" stroke-width=\"\(detail == .full ? width : width + 4)\" d=\"")
            for spot in spots { art.dash(spot, Point(from: spot, angle: noise.between(0, 6.28), distance: 5)) }
            art.add("\"/>")
        }
    }

    /// The sauce of the first section, and a little of all toppings.
    private mutating func paintSpoonful(noise: inout SeededNoise) {
        let sauce = sections.lazy.flatMap(\.layers).compactMap { $0.portions > 0 ? Sauce.of($0.look) : nil }.first
        let wobble = Wobble(0.1, noise: &noise)
        art.add("<path fill=\"\((sauce ?? .oil).colours.outer)\" d=\"")
        art.loop(
            (0..<14).map { index in
                let angle = Double(index) * .pi / 7
                let round = Point(angle: angle, distance: 1 + wobble.at(angle))
                return flat(round, across: 84, down: 44)
            })
        art.add("\"/>")
        var scatter = Scatter()
        let region = Scatter.Region(wedge: Wedge(0, of: 1), inner: 0, outer: 1, margin: 0)
        let taste = Helping.limited(helpings().filter { $0.count > 0 }, to: 11)
        paint(
            taste.enumerated().flatMap { layer, helping -> [Piece] in
                let letter = shapes.letter(of: helping.look, helping.topping)
                return (0..<min(4, helping.count)).map { _ in
                    let radius = helping.topping.level == .melt ? 0.12 : 0.25
                    let round = scatter.place(radius: radius, layer: layer, in: region, noise: &noise)
                    var piece = piece(
                        helping.topping, letter: letter, at: flat(round, across: 72, down: 34), noise: &noise)
                    piece.across = piece.across * 3 / 4
                    piece.along = piece.along * 3 / 4
                    return piece
                }
            })
    }

    /// A point of the unit circle on the flattened spoonful.
    private func flat(_ point: Point, across: Double, down: Double) -> Point {
        Point(
            x: Self.spoonful.x + (point.x - Point.centre.x) * across,
            y: Self.spoonful.y + (point.y - Point.centre.y) * down)
    }
}
