/// Distances between places, from each to each, in any unit; the way there may differ from the way back.
public struct DistanceMatrix: Sendable, Hashable {
    /// How many places.
    public let count: Int
    /// Row by row: the distance from `i` to `j` is at `i * count + j`.
    public let values: [Double]

    /// Takes `count` × `count` numbers row by row; nil when there are not as many, or one of them is negative or not finite.
    public init?(count: Int, values: [Double]) {
        guard count >= 0, values.count == count * count, values.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            return nil
        }
        self.count = count
        self.values = values
    }

    /// Straight lines between points of a plane; nil when a coordinate is not finite.
    public init?(points: [(x: Double, y: Double)]) {
        let values = points.flatMap { from in
            points.map { to in
                let (x, y) = (from.x - to.x, from.y - to.y)
                return (x * x + y * y).squareRoot()
            }
        }
        self.init(count: points.count, values: values)
    }

    /// The distance from one place to another; both must be below `count`.
    @inlinable
    public subscript(from: Int, to: Int) -> Double { values[from * count + to] }
}
