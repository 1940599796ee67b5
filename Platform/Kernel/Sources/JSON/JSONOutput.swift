/// JSON text as it grows, and the objects and lists in it that are still open.
///
/// A value writes its parts one after the other, so whatever was opened inside a container ends when the next part of that container begins.
final class JSONOutput {
    /// An object or list that is open.
    private struct Frame {
        let isObject: Bool
        /// Tells it from another that was open at the same place before.
        let serial: Int
        /// Where its first member begins.
        let start: Int
        var count = 0
        var keys: [(name: String, start: Int)] = []
        var isSorted = true
    }

    // Nothing here runs while another method of the same output does, and the checks that prove it cost a quarter of the time.
    @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
    @exclusivity(unchecked) private var frames: [Frame] = []
    @exclusivity(unchecked) private var serials = 0
    /// Set by what cannot throw.
    @exclusivity(unchecked) private var failure: String?

    init() { bytes.reserveCapacity(512) }

    /// Writes a whole value where the text ends now.
    func write(_ value: some Encodable) throws {
        let (depth, start) = (frames.count, bytes.count)
        try value.encode(to: JSONTextEncoder(output: self, depth: depth))
        close(to: depth)
        if bytes.count == start { append("{}") }
        if let failure { throw Self.error(failure) }
    }

    /// Begins an object or a list at a depth, or goes on with the one that is open there.
    func open(object isObject: Bool, at depth: Int) -> JSONPlace {
        if frames.count > depth {
            close(to: depth + 1)
            if frames[depth].isObject == isObject { return JSONPlace(index: depth, serial: frames[depth].serial) }
            failure = "an object and a list in one place"
        }
        serials += 1
        bytes.append(UInt8(ascii: isObject ? "{" : "["))
        frames.append(Frame(isObject: isObject, serial: serials, start: bytes.count))
        return JSONPlace(index: frames.count - 1, serial: serials)
    }

    /// Ends what is open inside a place, so that its next member can be written. Throws when the place itself has ended.
    func proceed(at place: JSONPlace, key: String? = nil) throws {
        guard place.index < frames.count, frames[place.index].serial == place.serial else {
            throw Self.error("two containers by turns")
        }
        close(to: place.index + 1)
        if frames[place.index].count > 0 { bytes.append(UInt8(ascii: ",")) }
        frames[place.index].count += 1
        guard let key else { return }
        if let last = frames[place.index].keys.last, !Self.precedes(last.name, key) {
            frames[place.index].isSorted = false
        }
        frames[place.index].keys.append((key, bytes.count))
        append(text: key)
        bytes.append(UInt8(ascii: ":"))
    }

    /// How many objects and lists are open.
    var depth: Int { frames.count }

    /// How many members a place has.
    func count(at place: JSONPlace) -> Int {
        place.index < frames.count && frames[place.index].serial == place.serial ? frames[place.index].count : 0
    }

    /// Has the whole fail, for what could not throw.
    func fail(_ reason: String) { failure = failure ?? reason }

    func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

    func append(number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }

    func append(number: some BinaryFloatingPoint & CustomStringConvertible) throws {
        guard number.isFinite else { throw Self.error("\(number) is no number in JSON") }
        var text = number.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        bytes.append(contentsOf: text.utf8)
    }

    func append(text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
                bytes.append(contentsOf: utf8)
            } else {
                for byte in utf8 { append(escaping: byte) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func append(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case ..<0x20:
            append(byte < 0x10 ? "\\u000" : "\\u00")
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        default: bytes.append(byte)
        }
    }

    private func close(to depth: Int) {
        while frames.count > depth, let frame = frames.popLast() {
            if !frame.isSorted { sort(frame) }
            bytes.append(UInt8(ascii: frame.isObject ? "}" : "]"))
        }
    }

    /// Writes the members of an object that ends here anew, by the order of their keys.
    private func sort(_ frame: Frame) {
        let ends = frame.keys.dropFirst().map { $0.start - 1 } + [bytes.count]
        let members = zip(frame.keys, ends).map { (name: $0.name, range: $0.start..<$1) }.sorted {
            Self.precedes($0.name, $1.name)
        }
        var sorted: [UInt8] = []
        sorted.reserveCapacity(bytes.count - frame.start)
        for (index, member) in members.enumerated() {
            if index > 0 {
                if !Self.precedes(members[index - 1].name, member.name) { fail("two members named \(member.name)") }
                sorted.append(UInt8(ascii: ","))
            }
            sorted += bytes[member.range]
        }
        bytes.replaceSubrange(frame.start..., with: sorted)
    }

    /// By bytes: texts that differ only in how a sign is composed have no order of their own in Swift's comparison.
    private static func precedes(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    private static func error(_ reason: String) -> EncodingError {
        .invalidValue(reason, .init(codingPath: [], debugDescription: reason))
    }
}

/// An object or list that is open in an output.
struct JSONPlace {
    let index: Int
    let serial: Int
}
