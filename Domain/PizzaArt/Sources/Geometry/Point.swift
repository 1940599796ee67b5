#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A place on the picture: x to the right, y down, in units of the `viewBox`.
struct Point: Hashable {
    var x: Double
    var y: Double

    /// The middle of every pizza.
    static let centre = Point(x: 160, y: 160)

    /// At a distance from another, in a direction in radians: 0 points right, a quarter turn down.
    init(from origin: Point = .centre, angle: Double, distance: Double) {
        x = origin.x + cos(angle) * distance
        y = origin.y + sin(angle) * distance
    }

    /// At a distance from the middle, in one of 512 directions, for where thousands of points are tried.
    init(turn: Double, distance: Double) {
        let index = Int(exactly: (turn * 512).rounded()) ?? 0
        x = Self.centre.x + Self.sines[(index + 128) & 511] * distance
        y = Self.centre.y + Self.sines[index & 511] * distance
    }

    private static let sines = (0..<512).map { sin(Double($0) * .pi / 256) }

    init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// The square of the distance to another, which needs no root.
    func squaredDistance(to other: Point) -> Double {
        let dx = x - other.x
        let dy = y - other.y
        return dx * dx + dy * dy
    }

    /// The direction from the middle of the pizza, in radians.
    var angle: Double { atan2(y - Point.centre.y, x - Point.centre.x) }

    /// The point halfway to another.
    func middle(to other: Point) -> Point { Point(x: (x + other.x) / 2, y: (y + other.y) / 2) }
}

/// A gently irregular radius: one and a few harmonics with phases of their own.
struct Wobble {
    private let amplitude: Double
    private let phases: (Double, Double, Double)

    init(_ amplitude: Double, noise: inout SeededNoise) {
        self.amplitude = amplitude
        phases = (noise.between(0, 2 * .pi), noise.between(0, 2 * .pi), noise.between(0, 2 * .pi))
    }

    /// What is added to the radius in a direction.
    func at(_ angle: Double) -> Double {
        amplitude
            * (0.5 * sin(3 * angle + phases.0) + 0.35 * sin(5 * angle + phases.1) + 0.4 * sin(11 * angle + phases.2))
    }
}
