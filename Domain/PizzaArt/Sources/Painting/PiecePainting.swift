import Kernel

extension PizzaPainter {
    /// A piece where it lies.
    struct Piece {
        var letter: UInt8
        var level: Topping.Level
        var point: Point
        var degrees: Int
        /// Its size in hundredths; negative across when it lies on its other side.
        var across: Int
        var along: Int
    }

    /// Lays the pieces of a helping, each turned and sized a little differently.
    mutating func place(_ helping: Helping, in wedge: Wedge, scatter: inout Scatter) -> [Piece] {
        let topping = helping.topping
        let letter = shapes.letter(of: helping.look, topping)
        let radius = topping.radius * (detail == .full ? Double(Self.size(of: topping)) / 100 : 1.45)
        var noise = SeededNoise(drawing.seed ^ UInt64(helping.section), for: StableHash.of(look: helping.look))
        let reach = Self.melted - radius * (topping.level == .melt ? 0.5 : 0.74)
        let region = Scatter.Region(
            wedge: wedge, inner: 0, outer: topping.placement == .inner ? reach * 0.78 : reach, margin: radius * 0.6)
        return (0..<helping.count).map { index in
            let point: Point
            if topping.placement == .heart {
                point = heart(of: wedge, index: index, count: helping.count, radius: radius)
                scatter.occupy(point, radius: radius * 1.1, layer: helping.layer)
            } else {
                point = scatter.place(radius: radius, layer: helping.layer, in: region, noise: &noise)
            }
            return piece(topping, letter: letter, at: point, noise: &noise)
        }
    }

    private func heart(of wedge: Wedge, index: Int, count: Int, radius: Double) -> Point {
        let heart = wedge.heart(radius: Self.melted)
        if count == 1 { return heart }
        let angle = wedge.bisector + .pi / 2 + Double(index) * 2 * .pi / Double(count)
        return Point(from: heart, angle: angle, distance: radius)
    }

    func piece(_ topping: Topping, letter: UInt8, at point: Point, noise: inout SeededNoise) -> Piece {
        let turn = noise.between(-topping.turn, topping.turn)
        let size = Int(noise.between(-2.4, 2.4).rounded()) * 5
        let base = detail == .full ? Self.size(of: topping) : 100
        let flipped = topping.turn >= 180 && noise.unit() < 0.4
        let uneven = topping.level <= .cheese ? Int(noise.between(-3, 3).rounded()) * 5 : 0
        let direction = topping.placement == .radial ? point.angle * 180 / .pi : 0
        return Piece(
            letter: letter, level: topping.level, point: point, degrees: Markup.rounded(direction + turn),
            across: (base + size + uneven) * (flipped ? -1 : 1), along: base + size - uneven)
    }

    /// Hundredths by which shapes are enlarged: a picture wants its olives a little bigger than life.
    private static func size(of topping: Topping) -> Int {
        topping.level == .melt ? 100 : topping.radius < 16 ? 118 : 108
    }

    /// Paints pieces from the melted cheese up, the herbs last.
    mutating func paint(_ pieces: [Piece]) {
        for piece in pieces where piece.level == .melt { paint(piece) }
        paintBrowning()
        let halo = detail == .full ? "#3a120a4d\" stroke-width=\"2.6" : "#3a120a80\" stroke-width=\"6"
        art.add("<g stroke=\"\(halo)\" paint-order=\"stroke\" stroke-linecap=\"round\" stroke-linejoin=\"round\">")
        for level in [Topping.Level.cheese, .topping, .herb] {
            for piece in pieces where piece.level == level { paint(piece) }
        }
        art.add("</g>")
    }

    private mutating func paint(_ piece: Piece) {
        art.add("<use href=\"#~")
        art.add(byte: piece.letter)
        art.add("\" transform=\"translate(")
        art.add(coordinates: Markup.rounded(piece.point.x), Markup.rounded(piece.point.y))
        art.add(")rotate(")
        art.add(piece.degrees)
        if detail == .full && (piece.across != 100 || piece.along != 100) || kind == .calzone {
            art.add(")scale(")
            addHundredths(piece.across)
            if piece.along != piece.across {
                art.add(" ")
                addHundredths(piece.along)
            }
        }
        art.add(")\"/>")
    }

    private mutating func addHundredths(_ number: Int) {
        if number < 0 { art.add("-") }
        let size = number.magnitude
        if size >= 100 { art.add(Int(size / 100)) }
        if size % 100 > 0 {
            art.add(byte: UInt8(ascii: "."))
            art.add(byte: UInt8(ascii: "0") + UInt8(size % 100 / 10))
            if size % 10 > 0 { art.add(byte: UInt8(ascii: "0") + UInt8(size % 10)) }
        }
    }
}
