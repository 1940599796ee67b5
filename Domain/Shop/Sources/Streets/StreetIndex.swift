/// Looks addresses up in a table of streets, without any network: the embedded default of geocoding.
///
/// Case, accents, punctuation, short forms (`v.le`, `p.za`, `S.`), Roman numerals and left-out first names do not matter; one wrong letter
/// is forgiven in names of four letters, two in names of eight.
public struct StreetIndex: Sendable {
    /// The most streets that a question is answered with.
    public static let mostSuggestions = 5

    /// A street of one town and postcode, with all its stretches.
    struct Street {
        let name: StreetName
        var entries: [StreetEntry]
        let foldedCity: String
    }

    /// A way to write a street: the words of its name, or the last ones.
    struct Form {
        let word: SpelledWord
        let street: Int
        /// The words that are left out in front.
        let dropped: [String]
    }

    let streets: [Street]
    let forms: [Form]
    let formsByText: [String: [Int]]
    let centres: [String: LocatedPlace]

    /// The places of all rows of the table.
    public var places: [GeoPoint] { streets.flatMap { $0.entries.map(\.point) } }

    /// An index of a table. Rows of the same name, postcode and town are stretches of one street.
    public init(_ entries: some Sequence<StreetEntry>) {
        var streets: [Street] = []
        var known: [[String]: Int] = [:]
        for entry in entries {
            let name = StreetName(entry.name)
            guard !name.words.isEmpty else { continue }
            let city = StreetName.tokens(entry.city).joined(separator: " ")
            let key = [name.kind ?? "", name.key, entry.postcode, city]
            if let index = known[key] {
                streets[index].entries.append(entry)
            } else {
                known[key] = streets.count
                streets.append(Street(name: name, entries: [entry], foldedCity: city))
            }
        }
        self.streets = streets
        forms = streets.enumerated().flatMap { index, street in Self.forms(of: street.name, index) }
        formsByText = Dictionary(
            grouping: forms.indices, by: { [forms] in String(decoding: forms[$0].word.letters, as: UTF8.self) })
        centres = Self.centres(of: streets)
    }

    /// The whole name, and its endings of at least four letters that are no number: `garibaldi` for `giuseppe garibaldi`.
    private static func forms(of name: StreetName, _ street: Int) -> [Form] {
        name.words.indices.prefix(4).compactMap { first in
            let ending = name.words[first...].joined(separator: " ")
            guard first == 0 || (name.words[first].utf8.count >= 4 && Int(name.words[first]) == nil) else { return nil }
            return Form(word: SpelledWord(ending), street: street, dropped: Array(name.words[..<first]))
        }
    }

    /// The middle of the rows of each postcode.
    private static func centres(of streets: [Street]) -> [String: LocatedPlace] {
        Dictionary(grouping: streets.flatMap(\.entries), by: \.postcode).compactMapValues { entries in
            guard let first = entries.first, !first.postcode.isEmpty else { return nil }
            let latitude = entries.reduce(0) { $0 + Int($1.point.latitudeE7) } / entries.count
            let longitude = entries.reduce(0) { $0 + Int($1.point.longitudeE7) } / entries.count
            return GeoPoint(latitudeE7: latitude, longitudeE7: longitude).map {
                LocatedPlace(
                    point: $0, certainty: .postcode, street: nil, postcode: first.postcode, city: first.city,
                    isCorrected: false)
            }
        }
    }
}
