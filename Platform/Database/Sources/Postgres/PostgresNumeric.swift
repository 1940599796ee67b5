/// `numeric` in binary: counts of digits to the base 10,000, the weight of the first, sign, scale; then the digits.
/// Sums and averages of whole numbers come as it.
enum PostgresNumeric {
    /// A whole number when it is one and fits, else the nearest double; nil when the bytes are no numeric.
    static func value(_ bytes: UnsafeRawBufferPointer) -> SQLValue? {
        guard bytes.count >= 8 else { return nil }
        func word(_ index: Int) -> Int {
            Int(Int16(bitPattern: UInt16(bytes[index * 2]) << 8 | UInt16(bytes[index * 2 + 1])))
        }
        let (count, weight, sign) = (word(0), word(1), UInt16(bitPattern: Int16(word(2))))
        guard count >= 0, bytes.count == 8 + count * 2 else { return nil }
        let digits = (0..<count).map { word(4 + $0) }
        switch sign {
        case 0x0000, 0x4000: break
        case 0xD000: return .real(.infinity)
        case 0xF000: return .real(-.infinity)
        default: return nil
        }
        if let whole = whole(digits, weight, negative: sign == 0x4000) { return .integer(whole) }
        return real(digits, weight, negative: sign == 0x4000).map { .real($0) }
    }

    private static func whole(_ digits: [Int], _ weight: Int, negative: Bool) -> Int64? {
        guard weight < 5, digits.dropFirst(max(weight + 1, 0)).allSatisfy({ $0 == 0 }) else { return nil }
        var sum: Int64 = 0
        for index in 0..<max(weight + 1, 0) {
            let (product, tooLarge) = sum.multipliedReportingOverflow(by: 10_000)
            let digit = Int64(index < digits.count ? digits[index] : 0)
            let (next, overflow) = product.addingReportingOverflow(negative ? -digit : digit)
            if tooLarge || overflow { return nil }
            sum = next
        }
        return sum
    }

    /// By way of decimal text, which the standard library rounds correctly.
    private static func real(_ digits: [Int], _ weight: Int, negative: Bool) -> Double? {
        let text = digits.map { digit in
            let text = String(digit)
            return String(repeating: "0", count: max(4 - text.utf8.count, 0)) + text
        }.joined()
        return Double("\(negative ? "-" : "")\(text)e\((weight - digits.count + 1) * 4)")
    }
}
