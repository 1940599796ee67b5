#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The part of the circle that a section covers.
struct Wedge {
    /// How many equal parts the circle has.
    let parts: Int
    /// Where it begins, in radians; it extends clockwise.
    let start: Double
    /// How far it extends, in radians.
    let sweep: Double

    private let first: (x: Double, y: Double)
    private let last: (x: Double, y: Double)

    /// The part of that index. The first ends at twelve o'clock, so that of two the first is the left one.
    init(_ index: Int, of parts: Int) {
        self.parts = parts
        sweep = 2 * .pi / Double(parts)
        start = -.pi / 2 + sweep * Double(index - 1)
        first = (cos(start), sin(start))
        last = (cos(start + sweep), sin(start + sweep))
    }

    /// The direction of its middle, in radians.
    var bisector: Double { start + sweep / 2 }

    /// How far a point lies inside the two seams; negative outside. The whole pizza has no seam.
    func depth(of point: Point) -> Double {
        if parts == 1 { return .infinity }
        let x = point.x - Point.centre.x
        let y = point.y - Point.centre.y
        return min(first.x * y - first.y * x, x * last.y - y * last.x)
    }

    /// Its tip, moved inwards so that both seams stay `gap` away.
    func tip(gap: Double) -> Point {
        parts == 1 ? .centre : Point(angle: bisector, distance: gap / sin(sweep / 2))
    }

    /// Where one large thing lies best.
    func heart(radius: Double) -> Point {
        parts == 1 ? .centre : Point(angle: bisector, distance: radius * (parts == 2 ? 0.46 : 0.56))
    }
}
