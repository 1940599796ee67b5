extension PizzaPainter {
    /// How far the sauce reaches.
    static let sauced = 123.0
    /// How far melted cheese reaches.
    static let melted = 115.0

    /// The sauce of a section, and the sheet of cheese that melts over it.
    mutating func paintBase(of section: PizzaDrawing.Section, in wedge: Wedge) {
        let layers = section.layers.prefix(Helping.layersRead).filter { $0.portions > 0 }
        let sauce = layers.lazy.compactMap { Sauce.of($0.look) }.first ?? Sauce.oil
        let plenty = layers.contains { Sauce.of($0.look) != nil && $0.portions > 1 }
        var noise = SeededNoise(drawing.seed, for: 2 + UInt64(bitPattern: Int64(wedge.parts)))
        paintSauce(sauce, plenty: plenty, in: wedge, noise: &noise)
        if layers.contains(where: { Self.melting.contains($0.look) }) {
            paintSheet(over: sauce, in: wedge, noise: &noise)
        }
    }

    /// Cheeses that run together in the oven.
    private static let melting: Set = ["mozzarella", "provola", "smoked-cheese", "gorgonzola"]

    private mutating func paintSauce(_ sauce: Sauce, plenty: Bool, in wedge: Wedge, noise: inout SeededNoise) {
        let reach = Self.sauced + (plenty ? 6 : 0)
        guard detail == .full else {
            art.add("<path fill=\"\(sauce.colours.outer)\" d=\"")
            blob(wedge, radius: reach - 1, wobble: 4, steps: 12, gap: 1, noise: &noise)
            return art.add("\"/>")
        }
        let place = "gradientUnits=\"userSpaceOnUse\" cx=\"160\" cy=\"160\" r=\"126\""
        shapes.addGradient(
            sauce.letter, box: place,
            [(".3", sauce.colours.middle), (".88", sauce.colours.outer), ("1", sauce.colours.edge)])
        art.add("<path fill=\"url(#~\(sauce.letter)) \(sauce.colours.outer)\" d=\"")
        blob(wedge, radius: reach, wobble: 4, steps: 24, gap: 0, noise: &noise)
        art.add("\"/><g fill=\"none\" stroke-linecap=\"round\">")
        let marks = [
            (sauce.pools.deep, 19, 9, 9.0), (sauce.pools.bright, 12, 10, 8), (sauce.flecks.dark, 3, 14, 3),
            (sauce.flecks.light, 3, 20, 3),
        ]
        for (colour, width, count, length) in marks {
            art.add("<path stroke=\"\(colour)\" stroke-width=\"\(width)\" d=\"")
            for _ in 0..<(count / wedge.parts) {
                let angle = wedge.start + wedge.sweep * noise.between(0.06, 0.94)
                let mark = Point(angle: angle, distance: 112 * noise.between(0.04, 1).squareRoot())
                art.dash(mark, Point(from: mark, angle: noise.between(0, 6.28), distance: length))
            }
            art.add("\"/>")
        }
        art.add("</g>")
    }

    private mutating func paintSheet(over sauce: Sauce, in wedge: Wedge, noise: inout SeededNoise) {
        guard detail == .full else {
            art.add("<path fill=\"#F6C26C\" fill-opacity=\".45\" d=\"")
            blob(wedge, radius: Self.melted - 6, wobble: 9, steps: 12, gap: 4, noise: &noise)
            return art.add("\"/>")
        }
        art.add("<path fill=\"#F9C868\" fill-opacity=\".5\" d=\"")
        blob(wedge, radius: Self.melted, wobble: 7, steps: 28, gap: 2, noise: &noise)
        art.add("\"/>")
    }

    /// Where melted cheese browned.
    mutating func paintBrowning() {
        guard detail == .full, kind == .pizza,
            sections.contains(where: { $0.layers.contains { Self.melting.contains($0.look) } })
        else { return }
        var noise = SeededNoise(drawing.seed, for: 3)
        let spots = (0..<13).map { _ in
            Point(angle: noise.between(0, 2 * .pi), distance: 108 * noise.unit().squareRoot())
        }
        art.add("<g fill=\"none\" stroke-linecap=\"round\">")
        for (colour, width, reach) in [("#C8782559", 9, 5.0), ("#A85A1A59", 4, 3.0), ("#7A3A0E66", 2, 2.0)] {
            art.add("<path stroke=\"\(colour)\" stroke-width=\"\(width)\" d=\"")
            for spot in spots {
                let start = Point(from: spot, angle: noise.between(0, 6.28), distance: 2)
                art.dash(start, Point(from: start, angle: noise.between(0, 6.28), distance: reach))
            }
            art.add("\"/>")
        }
        art.add("</g>")
    }

    /// The path of a section with an irregular outer edge.
    private mutating func blob(
        _ wedge: Wedge, radius: Double, wobble amplitude: Double, steps: Int, gap: Double, noise: inout SeededNoise
    ) {
        let wobble = Wobble(amplitude, noise: &noise)
        if wedge.parts == 1 {
            let points = (0..<steps).map { index in
                let angle = Double(index) * 2 * .pi / Double(steps)
                return Point(angle: angle, distance: radius + wobble.at(angle))
            }
            return art.loop(points)
        }
        let tip = wedge.tip(gap: gap)
        let count = max(detail == .full ? 8 : 4, steps / wedge.parts)
        let reach = radius - gap
        art.add("M")
        art.add(coordinates: Markup.rounded(tip.x), Markup.rounded(tip.y))
        art.arc(
            (0...count).map { index in
                let angle = wedge.start + wedge.sweep * Double(index) / Double(count)
                return Point(from: tip, angle: angle, distance: reach + wobble.at(angle))
            })
        art.add("z")
    }
}
