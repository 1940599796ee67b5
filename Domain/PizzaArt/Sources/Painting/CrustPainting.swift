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
                (".78", colours.inner), (".84", colours.middle), (".91", colours.crown), (".965", colours.middle),
                ("1", colours.edge),
            ])
        shapes.addGradient("S", box: "", [(".8", "#1a0c0566"), ("1", "#1a0c0500")])
        art.add("<ellipse cx=\"160\" cy=\"166\" rx=\"157\" ry=\"153\" fill=\"url(#~S) none\"/>")
        art.add("<path fill=\"url(#~C) \(colours.middle)\" d=\"")
        art.loop(outline)
        art.add("\"/><g fill=\"none\" stroke-linecap=\"round\">")
        paintLight()
        paintBubbles(noise: &noise)
        paintChar(noise: &noise)
        paintDust(noise: &noise)
        art.add("</g>")
    }

    /// Light from the upper left, and the shade that answers it.
    private mutating func paintLight() {
        shapes.addLight(
            "H", from: (60, 50), to: (260, 280),
            [("0", "#FFF3CF73"), (".4", "#FFF3CF00"), (".62", "#5A290A00"), ("1", "#5A290A59")])
        art.add("<circle cx=\"160\" cy=\"160\" r=\"135\" stroke=\"url(#~H) none\" stroke-width=\"17\"/>")
    }

    /// Where the rim rose: pale domes, lit from the upper left.
    private mutating func paintBubbles(noise: inout SeededNoise) {
        shapes.addGradient(
            "U", box: "cx=\".42\" cy=\".38\" r=\".6\"",
            [
                ("0", "#FFF0C4d9"), (".45", colours.crown + "cc"), (".8", colours.middle + "80"),
                ("1", colours.edge + "00"),
            ])
        for index in 0..<9 {
            let angle = (Double(index) + noise.between(0, 1)) * 2 * .pi / 9
            let radius = noise.between(6, 14)
            paintRound("U", at: Point(angle: angle, distance: 147 - radius - noise.between(0, 3)), radius: radius)
        }
    }

    private mutating func paintRound(_ gradient: String, at point: Point, radius: Double) {
        art.add("<circle cx=\"")
        art.add(point.x)
        art.add("\" cy=\"")
        art.add(point.y)
        art.add("\" r=\"")
        art.add(radius)
        art.add("\" fill=\"url(#~\(gradient))\"/>")
    }

    /// Leopard spots: soft brown patches, and in most of them a few dark flecks.
    private mutating func paintChar(noise: inout SeededNoise) {
        shapes.addGradient(
            "K", box: "", [("0", colours.toast), (".5", colours.toast), ("1", colours.toast.prefix(7) + "00")])
        let patches = (0..<colours.spots).map { _ in
            (angle: noise.between(0, 2 * .pi), distance: noise.between(128, 140))
        }
        for patch in patches {
            let radius = noise.between(7, 13)
            paintRound(
                "K", at: Point(angle: patch.angle + 0.01, distance: min(patch.distance, 147 - radius)), radius: radius)
        }
        for width in [6, 4, 2] {
            art.add("<path stroke=\"\(colours.char)\" stroke-width=\"\(width)\" d=\"")
            for patch in patches {
                let angle = patch.angle + noise.between(-0.09, 0.11)
                let distance = patch.distance + noise.between(-5, 5)
                guard noise.unit() < 0.75 else { continue }
                art.dash(
                    Point(angle: angle, distance: distance),
                    Point(angle: angle + noise.between(0, 0.04), distance: distance + noise.between(-3, 3)))
            }
            art.add("\"/>")
        }
    }

    /// Flour, bran or seeds on the rim.
    private mutating func paintDust(noise: inout SeededNoise) {
        art.add("<path stroke=\"\(colours.dust)\" stroke-opacity=\".75\" stroke-width=\"1.8\" d=\"")
        for _ in 0..<26 {
            art.dot(Point(angle: noise.between(0, 2 * .pi), distance: noise.between(126, 146)))
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
            let distance = noise.between(129, 138)
            art.dash(Point(angle: angle, distance: distance), Point(angle: angle + 0.06, distance: distance + 2))
        }
        art.add("\"/>")
        guard drawing.crust == .cereal else { return }
        art.add("<path fill=\"none\" stroke-linecap=\"round\" stroke=\"#FFF4D6\" stroke-width=\"8\" d=\"")
        for index in 0..<12 { art.dot(Point(angle: (Double(index) + noise.unit()) * .pi / 6, distance: 136)) }
        art.add("\"/>")
    }
}
