import Foundation

/// The name of a street as it is compared: without case, accents and punctuation, with short forms made equal.
struct StreetName: Hashable {
    /// `via`, `piazza` …; nil when it has none.
    let kind: String?
    /// The words after the kind.
    let words: [String]

    /// The most bytes of a name that are looked at.
    static let mostBytes = 200

    /// The words with one space between.
    var key: String { words.joined(separator: " ") }

    /// Folds a name. What is longer than `mostBytes` is no name, and empty.
    init(_ text: String) {
        guard text.utf8.count <= Self.mostBytes else {
            (kind, words) = (nil, [])
            return
        }
        var tokens = Self.tokens(text)
        kind = Self.takeKind(&tokens)
        words = tokens.map { Self.saints.contains($0) ? "s" : Self.numeral($0) ?? $0 }
    }

    private init(kind: String?, words: [String]) { (self.kind, self.words) = (kind, words) }

    /// The name without the house number behind it, and that number: `via roma 12/a`, `via roma n. 12 bis`, `via roma 12/A int. 2`.
    var splitNumber: (name: StreetName, number: String)? {
        guard
            let index = words.indices.dropFirst().first(where: { index in
                Self.isDigit(words[index].utf8.first)
                    && words[(index + 1)...].allSatisfy { $0.utf8.count <= 3 || Self.behindNumbers.contains($0) }
            })
        else { return nil }
        var name = words[..<index]
        while name.count > 1, let last = name.last, Self.beforeNumbers.contains(last) { name.removeLast() }
        return (StreetName(kind: kind, words: Array(name)), words[index])
    }

    /// The number at the front of what was typed as a house number, `12/A`, `n. 12`, `civico 12`: at most six digits.
    static func houseNumber(_ text: String) -> Int? {
        guard let word = tokens(text).drop(while: { beforeNumbers.contains($0) }).first else { return nil }
        let front = word.utf8.prefix { !isDigit($0) }
        guard front.isEmpty || beforeNumbers.contains(String(decoding: front, as: UTF8.self)) else { return nil }
        let digits = word.utf8.dropFirst(front.count).prefix { isDigit($0) }
        return digits.count <= 6 ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }

    private static func isDigit(_ byte: UInt8?) -> Bool { byte.map { (48...57).contains($0) } == true }

    /// What people write in front of a house number.
    private static let beforeNumbers: Set = ["n", "nr", "no", "num", "numero", "civ", "civico", "al"]
    /// What they write behind it, longer than three letters.
    private static let behindNumbers: Set = [
        "interno", "scala", "piano", "palazzina", "edificio", "lotto", "rosso", "nero", "quater",
    ]

    /// The name without its first word, if that may be a mistyped kind.
    var withoutFirst: StreetName? {
        kind == nil && words.count > 1 ? StreetName(kind: nil, words: Array(words.dropFirst())) : nil
    }

    /// Lower-case words of letters and digits; accents are dropped, everything else parts words, and so do the signs of ordinals, `nº 4`.
    static func tokens(_ text: String) -> [String] {
        var folded = String.UnicodeScalarView()
        for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar == "º" || scalar == "ª" {
                folded.append(" ")
            } else if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                folded.append(scalar)
            } else if !(0x300...0x36F).contains(scalar.value) {
                folded.append(" ")
            }
        }
        return String(folded).split(separator: " ").map(String.init)
    }

    /// Takes the kind of street off the front. `v.le` arrives as two words, so that two are tried before one.
    private static func takeKind(_ tokens: inout [String]) -> String? {
        for count in [2, 1] where tokens.count > count {
            let short = tokens.prefix(count).joined()
            guard let kind = kinds[short], count == 1 || tokens[0].utf8.count < 3 else { continue }
            tokens.removeFirst(count)
            return kind
        }
        return nil
    }

    /// `IV` and `quattro` are written as `4`: numerals up to 39, as streets named after dates have. A single `V` stays, being Vittorio.
    private static func numeral(_ word: String) -> String? {
        if let number = ordinals[word] { return number }
        if word == "v" { return nil }
        let values = word.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "i"): 1
            case UInt8(ascii: "v"): 5
            case UInt8(ascii: "x"): 10
            default: 0
            }
        }
        guard (1...7).contains(values.count), !values.contains(0) else { return nil }
        var sum = 0
        for (index, value) in values.enumerated() {
            sum += index + 1 < values.count && value < values[index + 1] ? -value : value
        }
        return String(sum)
    }

    private static let saints: Set = ["s", "ss", "san", "sant", "santa", "santo", "santi"]

    private static let ordinals = [
        "primo": "1", "due": "2", "tre": "3", "quattro": "4", "venti": "20", "venticinque": "25", "ventinove": "29",
    ]

    private static let kinds: [String: String] = {
        let short = [
            "via": ["via", "v"], "viale": ["viale", "vle"], "piazza": ["piazza", "pza", "pzza", "pz"],
            "piazzale": ["piazzale", "ple", "pzle"], "piazzetta": ["piazzetta", "ptta", "pzta"],
            "corso": ["corso", "cso"], "largo": ["largo", "lgo"], "vicolo": ["vicolo", "vlo", "vic"],
            "strada": ["strada", "str", "sda"], "borgo": ["borgo", "bgo"], "contrada": ["contrada", "cda"],
            "localita": ["localita", "loc"], "frazione": ["frazione", "fraz"], "lungofiume": ["lungofiume"],
            "salita": ["salita"], "galleria": ["galleria"], "rotonda": ["rotonda"], "passaggio": ["passaggio"],
        ]
        return Dictionary(short.flatMap { kind, forms in forms.map { ($0, kind) } }, uniquingKeysWith: { $1 })
    }()
}
