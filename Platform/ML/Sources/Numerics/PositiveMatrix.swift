/// A symmetric matrix whose quadratic form is positive, row by row: what regression and its regularised kin have to invert.
struct PositiveMatrix {
    let count: Int
    var values: [Double]

    /// Takes `count` × `count` numbers; of the two halves only the lower is read.
    init(count: Int, values: [Double]) {
        self.count = count
        self.values = values
    }

    /// The upper half, diagonal and all, of the inverse by way of Cholesky's factor; nil when the matrix is not positive. Time: `count`³ multiplications; memory: twice its own.
    func inverse() -> [Double]? {
        let n = count
        guard n > 0, values.count == n * n else { return nil }
        var factor = values
        var inverse = [Double](repeating: 0, count: n * n)
        var isPositive = true
        factor.withUnsafeMutableBufferPointer { l in
            inverse.withUnsafeMutableBufferPointer { p in
                isPositive = Self.factorise(l, n)
                if isPositive { Self.invert(l, p, n) }
            }
        }
        return isPositive ? inverse : nil
    }

    /// The vector that the matrix turns into `right`; nil when the matrix is not positive or the sizes differ. Time: `count`³ / 3.
    func solve(_ right: [Double]) -> [Double]? {
        let n = count
        guard n > 0, values.count == n * n, right.count == n else { return nil }
        var factor = values
        return factor.withUnsafeMutableBufferPointer { l in
            guard Self.factorise(l, n) else { return nil }
            var x = right
            for i in 0..<n {
                for k in 0..<i { x[i] -= l[i * n + k] * x[k] }
                x[i] /= l[i * n + i]
            }
            for i in stride(from: n - 1, through: 0, by: -1) {
                for k in (i + 1)..<max(n, i + 1) { x[i] -= l[k * n + i] * x[k] }
                x[i] /= l[i * n + i]
            }
            return x
        }
    }

    private static func factorise(_ l: UnsafeMutableBufferPointer<Double>, _ n: Int) -> Bool {
        for j in 0..<n {
            let pivot = l[j * n + j] - dot(l, j * n, j * n, j)
            guard pivot > 0, pivot.isFinite else { return false }
            let root = pivot.squareRoot()
            l[j * n + j] = root
            for i in (j + 1)..<max(n, j + 1) {
                l[i * n + j] = (l[i * n + j] - dot(l, i * n, j * n, j)) / root
            }
        }
        return true
    }

    /// Turns the factor into its own inverse, row by row, and adds up the products of its rows.
    private static func invert(
        _ l: UnsafeMutableBufferPointer<Double>, _ p: UnsafeMutableBufferPointer<Double>, _ n: Int
    ) {
        for i in 0..<n {
            let diagonal = 1 / l[i * n + i]
            var row = [Double](repeating: 0, count: i + 1)
            row.withUnsafeMutableBufferPointer { row in
                for k in 0..<i { add(l, k * n, l[i * n + k], to: row, 0, k + 1) }
                for k in 0..<i { l[i * n + k] = -row[k] * diagonal }
            }
            l[i * n + i] = diagonal
        }
        for k in 0..<n {
            for i in 0...k { add(l, k * n + i, l[k * n + i], to: p, i * n + i, k + 1 - i) }
        }
    }

    @inline(__always)
    private static func dot(_ l: UnsafeMutableBufferPointer<Double>, _ a: Int, _ b: Int, _ count: Int) -> Double {
        guard let base = l.baseAddress else { return 0 }
        let (x, y) = (UnsafeRawPointer(base + a), UnsafeRawPointer(base + b))
        var sums = SIMD8<Double>()
        var index = 0
        while index + 8 <= count {
            let left = x.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
            sums += left * y.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
            index += 8
        }
        var sum = sums.sum()
        while index < count {
            sum += l[a + index] * l[b + index]
            index += 1
        }
        return sum
    }

    @inline(__always)
    private static func add(
        _ source: UnsafeMutableBufferPointer<Double>, _ from: Int, _ factor: Double,
        to target: UnsafeMutableBufferPointer<Double>, _ at: Int, _ count: Int
    ) {
        guard factor != 0, let left = source.baseAddress, let right = target.baseAddress else { return }
        let (x, y) = (UnsafeRawPointer(left + from), UnsafeMutableRawPointer(right + at))
        var index = 0
        while index + 8 <= count {
            let sum =
                y.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
                + factor * x.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
            y.storeBytes(of: sum, toByteOffset: index * 8, as: SIMD8<Double>.self)
            index += 8
        }
        while index < count {
            target[at + index] += factor * source[from + index]
            index += 1
        }
    }
}
