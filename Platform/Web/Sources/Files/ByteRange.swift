/// What of a file is asked for (RFC 9110 section 14).
enum ByteRange: Sendable, Hashable {
    /// All of it: no range, one that cannot be read, several at once, or of another version of the file.
    case whole
    /// The bytes of a range.
    case part(Range<Int>)
    /// A range that the file has not.
    case unsatisfiable

    /// Reads a `Range` field for a file of `size` bytes. `condition` is `If-Range`, which wants the very bytes of `tag`.
    init(_ field: String?, condition: String?, tag: String, size: Int) {
        self = .whole
        guard let field, condition == nil || condition == tag, field.utf8.count <= 64 else { return }
        let parts = field.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, String(decoding: parts[0], as: UTF8.self).lowercased() == "bytes" else { return }
        let ends = parts[1].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } }) else { return }
        switch (Self.number(ends[0]), Self.number(ends[1])) {
        case (nil, nil): return
        case (nil, let last?):
            let start = max(0, size - last)
            self = last > 0 && size > 0 ? .part(start..<size) : .unsatisfiable
        case (let first?, let last):
            if let last, last < first { return }
            guard first < size else {
                self = .unsatisfiable
                return
            }
            // A last byte behind the end is the end.
            self = .part(first..<min(size - 1, last ?? size - 1) + 1)
        }
    }

    /// A number however long, nil when there is none.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        digits.isEmpty ? nil : Int(Substring(digits)) ?? .max
    }
}
