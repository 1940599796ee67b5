import Kernel

/// What a text is made of, as numbers: its words and pairs of words, and its runs of two to five letters, which forgive slips and know
/// endings. Words after a negation, up to the next stop, count as others besides.
///
/// At most the first twenty thousand characters are read. Time: linear, without an allocation once the buffers have grown.
struct Grams {
    /// Marks what kind a number is.
    private enum Salt {
        static let word: UInt64 = 0x9AE1_6A3B_2F90_404F
        static let pair: UInt64 = 0xC3A5_C85C_97CB_3127
        static let denied: UInt64 = 0xB492_B66F_BE98_F273
        static let run: UInt64 = 0x8764_6464_CB1B_4A1D
    }

    static let longest = 20_000

    /// The words and pairs of the last text, in order, as often as they occur.
    private(set) var words: [UInt64] = []
    /// The runs of letters of the last text.
    private(set) var runs: [UInt64] = []
    private var scalars: [UInt32] = []

    private static let negations: Set<UInt64> = {
        let words = [
            "non", "né", "mai", "senza", "nessun", "nessuna", "nessuno", "niente", "neanche", "nemmeno", "not", "no",
            "never", "without", "nor", "cannot",
            "cant", "can't", "dont", "don't", "didnt", "didn't", "doesnt", "doesn't", "isnt", "isn't", "wasnt",
            "wasn't", "wont", "won't",
            "wouldnt", "wouldn't", "couldnt", "couldn't", "shouldn't", "aren't", "weren't", "haven't", "hasn't",
            "nothing", "hardly",
        ]
        return Set(words.map { Self.hash($0.unicodeScalars.map(\.value)[...], Salt.word) })
    }()

    private static func hash(_ scalars: ArraySlice<UInt32>, _ salt: UInt64) -> UInt64 {
        var hash = salt
        for scalar in scalars { hash = StableHash.step(hash, UInt64(scalar)) }
        return mix(hash)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let value = (value ^ (value >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return value ^ (value >> 29)
    }

    /// Takes a text apart.
    mutating func read(_ text: String) {
        words.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        scalars.removeAll(keepingCapacity: true)
        scalars.append(32)
        for scalar in text.unicodeScalars.prefix(Self.longest) {
            let value = Self.folded(scalar)
            // What is drawn out is drawn out, however far.
            let count = scalars.count
            if count > 2, value == scalars[count - 1], value == scalars[count - 2] { continue }
            scalars.append(value)
        }
        scalars.append(32)
        var (index, before): (Int, UInt64) = (0, 0)
        var denied = 0
        while index < scalars.count {
            let kind = Self.kind(scalars[index])
            if kind == .space {
                index += 1
                continue
            }
            var end = index + 1
            if kind == .letter {
                while end < scalars.count, Self.kind(scalars[end]) == .letter || Self.joins(scalars, end) { end += 1 }
            }
            let word = Self.hash(scalars[index..<end], Salt.word)
            words.append(word)
            if before != 0 { words.append(Self.mix(before &* Salt.pair ^ word)) }
            before = word
            if kind == .letter {
                if denied > 0 {
                    words.append(Self.mix(word ^ Salt.denied))
                    denied -= 1
                }
                if Self.negations.contains(word) { denied = 4 }
                takeRuns(index - 1, end + 1)
            } else if kind == .stop {
                denied = 0
            }
            index = end
        }
    }

    /// The runs of a word, its bounds included.
    private mutating func takeRuns(_ start: Int, _ end: Int) {
        scalars.withUnsafeBufferPointer { scalars in
            for from in start..<end {
                var hash = Salt.run
                let isBound = from == start || from == end - 1
                for to in from..<min(from + 5, end) {
                    // A bound is a bound, whether of a space or of a comma.
                    let value = to == start || to == end - 1 ? 32 : scalars[to]
                    hash = StableHash.step(hash, UInt64(value))
                    if to > from, !(isBound && to == from) { runs.append(Self.mix(hash ^ UInt64(to - from))) }
                }
            }
        }
    }

    enum Kind { case space, letter, stop, sign }

    static func kind(_ value: UInt32) -> Kind {
        switch value {
        case 97...122, 48...57: return .letter
        case 0...32, 0xA0: return .space
        case 33, 44, 46, 58, 59, 63: return .stop
        case 33...127: return .sign
        case 0xC0...0x24F, 0x370...0x1FFF: return .letter
        case 0x200D, 0xFE0E, 0xFE0F, 0x2000...0x200A: return .space
        default: return .sign
        }
    }

    /// Whether an apostrophe stands within a word.
    private static func joins(_ scalars: [UInt32], _ index: Int) -> Bool {
        scalars[index] == 39 && index + 1 < scalars.count && kind(scalars[index + 1]) == .letter
    }

    /// A character without its case; apostrophes and quotes of all kinds are the plain ones.
    static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        let value = scalar.value
        switch value {
        case 65...90: return value + 32
        case 0...127: return value
        case 0xC0...0xDE: return value == 0xD7 ? value : value + 32
        case 0x2018, 0x2019, 0x60, 0xB4: return 39
        case 0x201C, 0x201D: return 34
        case 0xDF...0xFF: return value
        default: return scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
        }
    }
}

/// Numbers given to keys in the order in which they came, in a table with open addressing: half the time of a dictionary.
struct KeyTable: Sendable, Hashable {
    private(set) var count = 0
    private var keys: [UInt64]
    private var places: [Int32]
    private var mask: Int

    init() {
        keys = Array(repeating: 0, count: 1024)
        places = Array(repeating: -1, count: 1024)
        mask = 1023
    }

    /// The number of a key; −1 when it has none.
    func find(_ key: UInt64) -> Int32 {
        keys.withUnsafeBufferPointer { keys in
            places.withUnsafeBufferPointer { places in
                var slot = Int(truncatingIfNeeded: key) & mask
                while places[slot] >= 0 {
                    if keys[slot] == key { return places[slot] }
                    slot = (slot + 1) & mask
                }
                return -1
            }
        }
    }

    /// The number of a key, which gets the next if it has none.
    mutating func insert(_ key: UInt64) -> Int32 {
        if count * 2 >= mask { grow() }
        var slot = Int(truncatingIfNeeded: key) & mask
        while places[slot] >= 0 {
            if keys[slot] == key { return places[slot] }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        places[slot] = Int32(truncatingIfNeeded: count)
        count += 1
        return places[slot]
    }

    private mutating func grow() {
        var larger = KeyTable()
        larger.mask = mask * 2 + 1
        larger.keys = Array(repeating: 0, count: larger.mask + 1)
        larger.places = Array(repeating: -1, count: larger.mask + 1)
        larger.count = count
        for old in 0...mask where places[old] >= 0 {
            var slot = Int(truncatingIfNeeded: keys[old]) & larger.mask
            while larger.places[slot] >= 0 { slot = (slot + 1) & larger.mask }
            (larger.keys[slot], larger.places[slot]) = (keys[old], places[old])
        }
        self = larger
    }

    /// The keys in the order of their numbers.
    var ordered: [UInt64] {
        var ordered = [UInt64](repeating: 0, count: count)
        for slot in 0...mask where places[slot] >= 0 { ordered[Int(places[slot])] = keys[slot] }
        return ordered
    }
}
