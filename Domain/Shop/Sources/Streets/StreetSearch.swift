extension StreetIndex {
    /// A street that may be meant; less `penalty` is likelier.
    struct Candidate {
        let street: Int
        let penalty: Int
        let edits: Int
    }

    /// Finds the place of an address.
    public func locate(_ address: Address) -> AddressLookup {
        locate(street: address.street, number: address.number, postcode: address.postcode, city: address.city)
    }

    /// Finds the place of an address; every part but the street may be empty, and the number may stand behind the street.
    ///
    /// A street that is only known elsewhere than in the given postcode and town is never found, only suggested. If the street is
    /// unknown and the postcode is not, the place is the middle of the postcode, with that certainty.
    public func locate(street: String, number: String = "", postcode: String = "", city: String = "") -> AddressLookup {
        let (found, house) = search(street, StreetName.houseNumber(number))
        let place = Locality(postcode: postcode, city: city)
        if found.isEmpty { return centres[place.postcode].map(AddressLookup.found) ?? .unknown }
        let here = within(place, found)
        let likeliest = best(here.isEmpty ? found : here)
        if likeliest.count == 1, !here.isEmpty, let only = likeliest.first { return .found(self.place(only, house)) }
        return .ambiguous(likeliest.prefix(Self.mostSuggestions).map { self.place($0, house) })
    }

    /// Streets that what was typed so far may become, the likeliest first: for suggestions under a field.
    public func suggestions(for text: String, limit: Int = StreetIndex.mostSuggestions) -> [LocatedPlace] {
        let name = StreetName(text)
        let typed = Array(name.key.utf8)
        guard typed.count >= 2 else { return [] }
        let beginnings = forms.filter { $0.word.letters.starts(with: typed) }.map { form in
            Candidate(street: form.street, penalty: penalty(of: form, for: name), edits: 0)
        }
        let found = beginnings.isEmpty ? candidates(name, exactly: false) : beginnings
        return distinct(found).prefix(max(limit, 0)).map { place($0, nil) }
    }

    /// The postcode and the town that were typed, folded.
    private struct Locality {
        let postcode: String
        let city: SpelledWord

        init(postcode: String, city: String) {
            self.postcode = String(postcode.filter { !$0.isWhitespace })
            self.city = SpelledWord(
                city.utf8.count > StreetName.mostBytes ? "" : StreetName.tokens(city).joined(separator: " "))
        }
    }

    /// The streets that a text can be read as, with the house number that it or `number` has.
    ///
    /// Read letter by letter first: as it is, with its last word as the number, without a mistyped kind. Then the same with wrong letters,
    /// the shorter readings first, lest a number passes for two wrong letters.
    private func search(_ street: String, _ number: Int?) -> (found: [Candidate], house: Int?) {
        var readings = [(name: StreetName(street), house: number)]
        if number == nil, let (shorter, last) = readings[0].name.splitNumber {
            readings.append((shorter, StreetName.houseNumber(last)))
        }
        readings += readings.compactMap { reading in reading.name.withoutFirst.map { ($0, reading.house) } }
        for (exactly, order) in [(true, readings), (false, readings.reversed())] {
            for reading in order {
                let found = candidates(reading.name, exactly: exactly)
                if !found.isEmpty { return (found, reading.house) }
            }
        }
        return ([], number)
    }

    /// The candidates in the locality; if none has the postcode, those in the town, because postcodes are easily mistaken.
    private func within(_ place: Locality, _ candidates: [Candidate]) -> [Candidate] {
        let inCity = candidates.filter { candidate in
            guard !place.city.letters.isEmpty else { return true }
            let city = SpelledWord(streets[candidate.street].foldedCity)
            return city.distance(to: place.city, limit: city.tolerance) != nil
        }
        let inBoth = inCity.filter { candidate in
            place.postcode.isEmpty || streets[candidate.street].entries.first?.postcode == place.postcode
        }
        return inBoth.isEmpty && !place.city.letters.isEmpty ? inCity : inBoth
    }

    /// All streets written like `name`: letter by letter, or with as many wrong letters as its length is forgiven.
    private func candidates(_ name: StreetName, exactly: Bool) -> [Candidate] {
        // A first name may be typed as an initial, or left out: then the rest is an ending of the whole name.
        let initials =
            name.words.count > 1 ? name.words.prefix { $0.utf8.count == 1 && $0 != "s" && Int($0) == nil } : []
        let texts = [name.words] + (initials.isEmpty ? [] : [Array(name.words.dropFirst(initials.count))])
        return texts.enumerated().flatMap { index, words -> [Candidate] in
            let text = words.joined(separator: " ")
            guard !text.isEmpty else { return [] }
            let wanted = SpelledWord(text)
            let near = exactly ? formsByText[text] ?? [] : Array(forms.indices)
            return near.compactMap { form -> Candidate? in
                let form = forms[form]
                guard let edits = form.word.distance(to: wanted, limit: exactly ? 0 : wanted.tolerance) else {
                    return nil
                }
                if index == 1, !fits(Array(initials), form.dropped) { return nil }
                return Candidate(street: form.street, penalty: edits * 4 + penalty(of: form, for: name), edits: edits)
            }
        }
    }

    private func fits(_ initials: [String], _ dropped: [String]) -> Bool {
        initials.count == dropped.count && zip(initials, dropped).allSatisfy { $1.hasPrefix($0) }
    }

    private func penalty(of form: Form, for name: StreetName) -> Int {
        let kind = streets[form.street].name.kind
        return (name.kind == nil || kind == name.kind ? 0 : 2) + (form.dropped.isEmpty ? 0 : 1)
    }

    /// The streets with the least penalty; with wrong letters also those of nearly the least, because any of them may be meant.
    private func best(_ candidates: [Candidate]) -> [Candidate] {
        let sorted = distinct(candidates)
        guard let first = sorted.first else { return [] }
        return sorted.filter { $0.penalty <= first.penalty + (first.edits > 0 ? 1 : 0) }
    }

    /// Each street once, by its least penalty, in an order that is always the same.
    private func distinct(_ candidates: [Candidate]) -> [Candidate] {
        var least: [Int: Candidate] = [:]
        for candidate in candidates where candidate.penalty < least[candidate.street]?.penalty ?? .max {
            least[candidate.street] = candidate
        }
        return least.values.sorted { ($0.penalty, $0.street) < ($1.penalty, $1.street) }
    }

    /// The house on its stretch; without one, the stretch with the nearest numbers.
    private func place(_ candidate: Candidate, _ house: Int?) -> LocatedPlace {
        let entries = streets[candidate.street].entries
        let exact = house.flatMap { number in entries.first { $0.has(number) } }
        let nearest = house.flatMap { number in entries.min { $0.gap(to: number) < $1.gap(to: number) } }
        // A street has at least the row it was made from.
        let entry = exact ?? nearest ?? entries[entries.startIndex]
        return LocatedPlace(
            point: entry.point, certainty: exact == nil ? .street : .number, street: entry.name,
            postcode: entry.postcode, city: entry.city, isCorrected: candidate.penalty > 0)
    }
}
