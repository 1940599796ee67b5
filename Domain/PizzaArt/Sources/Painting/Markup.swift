/// Bytes of SVG in the making. In what is added, `~` stands for the prefix that makes this drawing's ids its own.
struct Markup {
    private(set) var bytes: [UInt8] = []
    private let prefix: [UInt8]

    /// Room for `capacity` bytes, ids beginning with `prefix`.
    init(prefix: [UInt8], capacity: Int) {
        self.prefix = prefix
        bytes.reserveCapacity(capacity)
    }

    /// Markup as written, ids made this drawing's own.
    mutating func add(_ text: String) {
        let isWhole: Void? = text.utf8.withContiguousStorageIfAvailable { add(contiguous: $0) }
        if isWhole == nil { Array(text.utf8).withUnsafeBufferPointer { add(contiguous: $0) } }
    }

    private mutating func add(contiguous text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices where text[index] == UInt8(ascii: "~") {
            bytes.append(contentsOf: text[start..<index])
            bytes.append(contentsOf: prefix)
            start = index + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    /// What another one holds.
    mutating func add(_ other: Markup) { bytes.append(contentsOf: other.bytes) }

    /// One byte.
    mutating func add(byte: UInt8) { bytes.append(byte) }

    /// A whole number.
    mutating func add(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        add(digits: number.magnitude)
    }

    private mutating func add(digits number: UInt) {
        if number > 9 { add(digits: number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// A number rounded to whole units.
    mutating func add(_ number: Double) { add(Self.rounded(number)) }

    /// Two coordinates of a list.
    mutating func add(coordinates x: Int, _ y: Int) {
        add(coordinate: x)
        add(coordinate: y)
    }

    /// A minus sign separates by itself, anything else needs a space after a digit.
    private mutating func add(coordinate number: Int) {
        if number >= 0, let last = bytes.last, last >= UInt8(ascii: "0"), last <= UInt8(ascii: "9") {
            bytes.append(UInt8(ascii: " "))
        }
        add(number)
    }

    /// To the nearest whole unit. Every coordinate is small; anything else, which cannot come about, becomes 0.
    static func rounded(_ number: Double) -> Int { Int(exactly: number.rounded()) ?? 0 }
}

extension Markup {
    /// A dot: a line of no length, whose round ends the stroke draws.
    mutating func dot(_ point: Point) {
        add(byte: UInt8(ascii: "M"))
        add(coordinates: Self.rounded(point.x), Self.rounded(point.y))
        add("h0")
    }

    /// A short line.
    mutating func dash(_ start: Point, _ end: Point) {
        let x = Self.rounded(start.x)
        let y = Self.rounded(start.y)
        add(byte: UInt8(ascii: "M"))
        add(coordinates: x, y)
        add(byte: UInt8(ascii: "l"))
        add(coordinates: Self.rounded(end.x) - x, Self.rounded(end.y) - y)
    }

    /// A smooth closed curve that passes near every point: quadratic Béziers from middle to middle.
    mutating func loop(_ points: [Point]) {
        guard let first = points.first, let last = points.last else { return }
        add(byte: UInt8(ascii: "M"))
        let ends = points.indices.map { points[$0].middle(to: $0 + 1 < points.count ? points[$0 + 1] : first) }
        curve(from: last.middle(to: first), controls: points, ends: ends)
        add(byte: UInt8(ascii: "z"))
    }

    /// A straight line to the first point, then a smooth curve to the last.
    mutating func arc(_ points: [Point]) {
        guard points.count > 2, let first = points.first, let last = points.last else { return }
        let controls = points[1..<(points.count - 1)]
        let ends = controls.indices.map { $0 + 2 < points.count ? points[$0].middle(to: points[$0 + 1]) : last }
        add(byte: UInt8(ascii: "L"))
        curve(from: first, controls: Array(controls), ends: ends)
    }

    private mutating func curve(from start: Point, controls: [Point], ends: [Point]) {
        var x = Self.rounded(start.x)
        var y = Self.rounded(start.y)
        add(coordinates: x, y)
        add(byte: UInt8(ascii: "q"))
        for (control, end) in zip(controls, ends) {
            add(coordinates: Self.rounded(control.x) - x, Self.rounded(control.y) - y)
            let (nextX, nextY) = (Self.rounded(end.x), Self.rounded(end.y))
            add(coordinates: nextX - x, nextY - y)
            (x, y) = (nextX, nextY)
        }
    }
}
