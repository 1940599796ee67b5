/// The values of a statement in PostgreSQL's binary form, one after the other.
struct PostgresParameters {
    private var bytes: [UInt8] = [0]
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ bindings: [SQLBinding]) {
        starts.reserveCapacity(bindings.count)
        lengths.reserveCapacity(bindings.count)
        for binding in bindings {
            let start = bytes.count
            append(binding.value)
            if case .null = binding.value { starts.append(nil) } else { starts.append(start) }
            lengths.append(Int32(clamping: bytes.count - start))
        }
        // A value that is empty and last must still point somewhere, since no pointer means null.
        bytes.append(0)
    }

    /// Lends count, pointers, lengths and formats as libpq wants them.
    func withPointers<T>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) -> T {
        bytes.withUnsafeBytes { bytes in
            let base = bytes.baseAddress
            let values = starts.map { start -> UnsafePointer<CChar>? in
                start.flatMap { base?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            let formats = [Int32](repeating: 1, count: starts.count)
            return body(Int32(starts.count), values, lengths, formats)
        }
    }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null: break
        case .integer(let number): append(UInt64(bitPattern: number))
        case .real(let number): append(number.bitPattern)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .blob(let blob): bytes.append(contentsOf: blob)
        case .boolean(let flag): bytes.append(flag ? 1 : 0)
        case .identifier(let high, let low):
            append(high)
            append(low)
        }
    }

    private mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
