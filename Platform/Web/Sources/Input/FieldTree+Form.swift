import Kernel

/// What was sent, before anybody asks for meaning: a form body and a query get the common form of a JSON body.
extension FieldTree {
    /// Reads `application/x-www-form-urlencoded` (WHATWG URL standard, section 5).
    ///
    /// A repeated name makes a list. A name with dots, `sections.0.remove`, makes objects and lists inside, at most five deep.
    /// Returns nil for bad escapes, bytes that are not UTF-8, NUL, or more than `mostPairs` pairs.
    static func form(_ bytes: some Collection<UInt8>, mostPairs: Int = 500) -> FieldTree? {
        var root = FieldTree.object([:])
        if bytes.isEmpty { return root }
        let pairs = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
        guard pairs.count <= mostPairs else { return nil }
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decode(parts[0]), let value = decode(parts.count > 1 ? parts[1] : pair[pair.endIndex...])
            else { return nil }
            guard root.insert(value, named: name) else { return nil }
        }
        return root
    }

    /// Puts a value where its name says; false when the name is too deep, or says that something else is there.
    mutating func insert(_ value: String, named name: String) -> Bool {
        let path = name.split(separator: ".", omittingEmptySubsequences: false)
        return path.count <= 5 && insert(.text(value), at: path[...])
    }

    private static func decode(_ bytes: some Collection<UInt8>) -> String? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): output.append(0x20)
            case UInt8(ascii: "%"):
                guard let first = iterator.next(), let second = iterator.next(),
                    let high = Character(Unicode.Scalar(first)).hexDigitValue,
                    let low = Character(Unicode.Scalar(second)).hexDigitValue
                else { return nil }
                output.append(UInt8(high << 4 | low))
            case 0: return nil
            default: output.append(byte)
            }
        }
        guard !output.contains(0) else { return nil }
        return String(validating: output, as: UTF8.self)
    }

    private mutating func insert(_ value: FieldTree, at path: ArraySlice<Substring>) -> Bool {
        guard let name = path.first else {
            switch self {
            case .absent: self = value
            case .list(let items): self = .list(items + [value])
            case .text: self = .list([self, value])
            default: return false
            }
            return true
        }
        var members: [String: FieldTree]
        switch self {
        case .absent: members = [:]
        case .object(let object): members = object
        default: return false
        }
        var inner = members[String(name)] ?? .absent
        guard inner.insert(value, at: path.dropFirst()) else { return false }
        members[String(name)] = inner
        self = .object(members)
        return true
    }
}
