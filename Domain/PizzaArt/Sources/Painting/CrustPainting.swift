extension PizzaPainter {
    /// The radius of the rim.
    static let rim = 147.0

    /// The disc of dough with its rim: shadow, crown, char, dust.
    mutating func paintCrust() {
        var noise = SeededNoise(drawing.seed, for: 1)
        let wobble = Wobble(detail == .full ? 2.6 : 3, noise: &noise)
        let outline = (0..<(detail == .full ? 26 : 14)).map { index in
            let angle = Double(index) * 2 * .pi / (detail == .full ? 26 : 14)
            return Point(angle: angle, distance: Self.rim + wobble.at(angle))
        }
        switch detail {
        case .full: paintFineCrust(outline, noise: &noise)
        case .small: paintBoldCrust(outline, noise: &noise)
        }
    }

    private mutating func paintFineCrust(_ outline: [Point], noise: inout SeededNoise) {
        let place = "gradientUnits=\"userSpaceOnUse\" cx=\"160\" cy=\"160\" r=\"150\""
        shapes.addGradient(
            "C", box: place,
            [
                (".79", colours.inner), (".845", colours.middle), (".9", colours.crown), (".955", colours.middle),
                ("1", colours.edge),
            ])
        shapes.addGradient("S", box: "", [(".8", "#1a0c0566"), ("1", "#1a0c0500")])
        art.add(
            "<ellipse cx=\"160\" cy=\"166\" rx=\"157\" ry=\"153\" fill=\"url(#~S) none\"/><path fill=\"url(#~C) \(colours.middle)\" d=\""
        )
        art.loop(outline)
        art.add("\"/><g fill=\"none\" stroke-linecap=\"round\">")
        paintBubbles(noise: &noise)
        paintChar(noise: &noise)
        paintDust(noise: &noise)
        art.add("</g>")
    }

    /// Where the rim rose: a pale dome with a light on its upper left.
    private mutating func paintBubbles(noise: inout SeededNoise) {
        let bubbles = (0..<9).map { index in
            Point(angle: (Double(index) + noise.between(0.1, 0.9)) * 2 * .pi / 9, distance: noise.between(132, 138))
        }
        for (width, colour, shift) in [
            (21, colours.middle + "b3", 1.0), (15, colours.crown + "a6", -1), (5, "#FFF6DCa6", -4),
        ] {
            art.add("<path stroke=\"\(colour)\" stroke-width=\"\(width)\" d=\"")
            for bubble in bubbles { art.dot(Point(x: bubble.x + shift, y: bubble.y + shift)) }
            art.add("\"/>")
        }
    }

    /// Leopard spots: broad brown patches, and dark ones in the middle of many of them.
    private mutating func paintChar(noise: inout SeededNoise) {
        let spots = (0..<colours.spots).map { _ in
            (angle: noise.between(0, 2 * .pi), distance: noise.between(128, 145), length: noise.between(0.01, 0.07))
        }
        for (width, colour, share) in [(11, colours.toast, 1.0), (5, colours.char, 0.6)] {
            art.add("<path stroke=\"\(colour)\" stroke-width=\"\(width)\" d=\"")
            for (index, spot) in spots.enumerated() where share == 1 || index % 3 != 0 {
                art.dash(
                    Point(angle: spot.angle, distance: spot.distance),
                    Point(angle: spot.angle + spot.length * share, distance: spot.distance + 2))
            }
            art.add("\"/>")
        }
    }

    /// Flour, bran or seeds on the rim.
    private mutating func paintDust(noise: inout SeededNoise) {
        art.add("<path stroke=\"\(colours.dust)\" stroke-opacity=\".75\" stroke-width=\"1.8\" d=\"")
        for _ in 0..<26 {
            art.dot(Point(angle: noise.between(0, 2 * .pi), distance: noise.between(125, 147)))
        }
        art.add("\"/>")
        guard drawing.crust == .cereal || drawing.crust == .wholemeal else { return }
        let kinds =
            drawing.crust == .cereal ? [("#FBEFCB", 3.6), ("#4A2A12", 2.6), ("#8F5A22", 3)] : [("#6B3F1A", 2.2)]
        for (colour, width) in kinds {
            art.add("<path stroke=\"\(colour)\" stroke-width=\"\(width)\" d=\"")
            for _ in 0..<16 {
                let seed = Point(angle: noise.between(0, 2 * .pi), distance: noise.between(126, 145))
                art.dash(seed, Point(from: seed, angle: noise.between(0, 2 * .pi), distance: 3))
            }
            art.add("\"/>")
        }
    }

    private mutating func paintBoldCrust(_ outline: [Point], noise: inout SeededNoise) {
        art.add("<path fill=\"\(colours.edge)\" d=\"")
        art.loop(outline)
        art.add(
            "\"/><circle cx=\"160\" cy=\"160\" r=\"131\" fill=\"none\" stroke=\"\(colours.crown)\" stroke-width=\"18\"/>"
        )
        art.add("<path fill=\"none\" stroke-linecap=\"round\" stroke=\"\(colours.char)\" stroke-width=\"9\" d=\"")
        for index in 0..<min(8, colours.spots) {
            let angle = (Double(index) + noise.unit()) * .pi / 4
            let distance = noise.between(130, 142)
            art.dash(Point(angle: angle, distance: distance), Point(angle: angle + 0.06, distance: distance + 2))
        }
        art.add("\"/>")
        guard drawing.crust == .cereal else { return }
        art.add("<path fill=\"none\" stroke-linecap=\"round\" stroke=\"#FFF4D6\" stroke-width=\"8\" d=\"")
        for index in 0..<12 { art.dot(Point(angle: (Double(index) + noise.unit()) * .pi / 6, distance: 136)) }
        art.add("\"/>")
    }
}
