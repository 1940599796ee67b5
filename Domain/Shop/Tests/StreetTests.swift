import Kernel
import Shop
import Testing

@Suite struct StreetTests {
    let index = StreetIndex(DemoTown.streets)

    func street(_ text: String, _ number: String = "", postcode: String = DemoTown.postcode) -> String? {
        guard
            case .found(let place) = index.locate(street: text, number: number, postcode: postcode, city: DemoTown.name)
        else { return nil }
        return place.street
    }

    @Test(
        arguments: [
            ("Via Giuseppe Garibaldi", "Via Giuseppe Garibaldi"), ("VIA GARIBALDI", "Via Giuseppe Garibaldi"),
            ("v. garibaldi", "Via Giuseppe Garibaldi"), ("v.garibaldi", "Via Giuseppe Garibaldi"),
            ("via g. garibaldi", "Via Giuseppe Garibaldi"), ("p.za garibaldi", "Piazza Giuseppe Garibaldi"),
            ("P.zza G.Garibaldi", "Piazza Giuseppe Garibaldi"), ("pza Garibaldi", "Piazza Giuseppe Garibaldi"),
            ("C.so Vittorio Emanuele", nil), ("c.so V. Emanuele II", "Corso Vittorio Emanuele II"),
            ("corso vittorio emanuele 2", "Corso Vittorio Emanuele II"), ("v.le stazione", "Viale della Stazione"),
            ("viale della stazione", "Viale della Stazione"), ("via S. Chiara", "Via Santa Chiara"),
            ("piazza 4 novembre", "Piazza IV Novembre"), ("via venti settembre", "Via XX Settembre"),
            ("Via 1° Maggio", "Via Primo Maggio"), ("l.go Cappuccini", "Largo dei Cappuccini"),
            ("via dell artigianato", "Via dell'Artigianato"), ("Via Salvo D’Acquisto", "Via Salvo D'Acquisto"),
            ("via ca bianca", "Via Ca' Bianca"), ("via cavour", "Via Camillo Benso di Cavour"),
            ("via papa giovanni 23", "Via Papa Giovanni XXIII"), ("marconi", "Viale Guglielmo Marconi"),
            // Wrong letters, a swapped pair, a mistyped kind.
            ("via garibladi", "Via Giuseppe Garibaldi"), ("via mazini", "Via Giuseppe Mazzini"),
            ("viale stasione", "Viale della Stazione"), ("via volto", "Via Alessandro Volta"),
            ("vai gramsci", "Via Antonio Gramsci"), ("via cooprazzione", "Via della Cooperazione"),
            // Too far off.
            ("via xyzzy", nil), ("via rma", nil), ("", nil), ("via", nil), ("!!!", nil),
        ] as [(String, String?)])
    func whatPeopleType(text: String, expected: String?) {
        let found = index.locate(street: text)
        if let expected, case .found(let place) = found {
            #expect(place.street == expected)
        } else {
            #expect(expected == nil)
        }
    }

    @Test func accentsAndCaseAreFolded() throws {
        let point = DemoTown.shop
        let index = StreetIndex([StreetEntry("Via Libertà", postcode: "1", city: "Forlì", point: point)])
        for text in ["via liberta", "VIA LIBERTA'", "via libertà", "via liberta\u{300}"] {
            guard case .found(let place) = index.locate(street: text, city: "forli'") else {
                Issue.record("\(text)")
                continue
            }
            #expect(!place.isCorrected)
        }
    }

    @Test func theHouseNumberDecidesOnTheStretch() throws {
        func place(_ street: String, _ number: String) throws -> LocatedPlace {
            guard case .found(let place) = index.locate(street: street, number: number) else {
                throw AppError.notFound("street")
            }
            return place
        }
        let odd = try place("Via Emilia Vecchia", "13/A")
        let even = try place("Via Emilia Vecchia", "14")
        let far = try place("via emilia vecchia 301 bis", "")
        #expect(odd.certainty == .number && even.certainty == .number)
        #expect(odd.point != even.point)
        #expect(DemoTown.zones.match(odd.point)?.name == "Centro")
        #expect(DemoTown.zones.match(try place("Via Emilia Vecchia", "120").point)?.name == "Quartieri")
        #expect(try place("via emilia vecchia 301/b", "").point == far.point)
        let joined = try place("via emilia vecchia 301", "")
        #expect(joined.certainty == .number)
        #expect(DemoTown.zones.match(joined.point)?.name == "Campagna")
        // Beyond the last number: the nearest stretch, and not as sure.
        let beyond = try place("Via Emilia Vecchia", "900")
        #expect(beyond.point == joined.point && beyond.certainty == .street)
        #expect(try place("Via Emilia Vecchia", "99999999999999999999").certainty == .street)
        // A number with one typo more is still a number.
        #expect(try place("via mazini 1", "").street == "Via Giuseppe Mazzini")
    }

    @Test func twoStreetsOfOneNameAreAQuestion() throws {
        guard case .ambiguous(let both) = index.locate(street: "Via Roma") else {
            Issue.record("not a question")
            return
        }
        #expect(Set(both.map(\.city)) == [DemoTown.name, DemoTown.hamlet.name])
        guard case .found(let there) = index.locate(street: "Via Roma", postcode: DemoTown.hamlet.postcode) else {
            Issue.record("not found by postcode")
            return
        }
        #expect(there.city == DemoTown.hamlet.name)
        // Without a kind, the street and the square.
        guard case .ambiguous(let kinds) = index.locate(street: "garibaldi") else {
            Issue.record("not a question")
            return
        }
        #expect(kinds.count == 2)
    }

    @Test func anotherTownIsNeverFoundSilently() {
        guard case .ambiguous(let suggested) = index.locate(street: "via mazzini", postcode: "20100", city: "Milano")
        else {
            Issue.record("found in another town")
            return
        }
        #expect(suggested.map(\.street) == ["Via Giuseppe Mazzini"])
        // The postcode wrong, the town right.
        #expect(street("via mazzini", postcode: "40990") == "Via Giuseppe Mazzini")
    }

    @Test func anUnknownStreetFallsBackToItsPostcode() throws {
        guard case .found(let place) = index.locate(street: "Via Inesistente", postcode: " 40998 ") else {
            Issue.record("not found")
            return
        }
        #expect(place.certainty == .postcode && place.street == nil && place.city == DemoTown.hamlet.name)
        #expect(PlaceCertainty.postcode < .street && PlaceCertainty.street < .number)
        #expect(index.locate(street: "Via Inesistente", postcode: "20100") == .unknown)
    }

    @Test func suggestionsWhileTyping() {
        #expect(index.suggestions(for: "via gari").first?.street == "Via Giuseppe Garibaldi")
        #expect(index.suggestions(for: "gari").count == 2)
        #expect(index.suggestions(for: "via", limit: 3).count <= 3)
        #expect(index.suggestions(for: "g").isEmpty)
        #expect(index.suggestions(for: "garibaldi", limit: -1).isEmpty)
        #expect(index.suggestions(for: "garibladi").count == 2)
    }

    @Test(arguments: [
        ("Via Emilia Vecchia", "n. 400"), ("Via Emilia Vecchia", "n.400"), ("Via Emilia Vecchia", "civico 400"),
        ("Via Emilia Vecchia", "N° 400"), ("Via Emilia Vecchia", "nº400"), ("Via Emilia Vecchia", "n400"),
        ("Via Emilia Vecchia", "400A"),
        ("Via Emilia Vecchia", "400 bis"), ("Via Emilia Vecchia 400/A int. 2", ""),
        ("Via Emilia Vecchia n. 400 scala B interno 12", ""), ("via emilia vecchia, 400", ""),
    ])
    func civicNumbersAsPeopleWriteThem(_ street: String, _ number: String) throws {
        func place(_ street: String, _ number: String) -> LocatedPlace? {
            if case .found(let place) = index.locate(street: street, number: number) { place } else { nil }
        }
        let wanted = try #require(place("Via Emilia Vecchia", "400"))
        #expect(place(street, number) == wanted)
        #expect(place("Via Emilia Vecchia", "1") != wanted)
    }

    @Test(.timeLimit(.minutes(5))) func tenThousandStreetsAreFoundAndAMegabyteIsNoName() throws {
        let entropy = Entropy.seeded(9)
        let parts = ["ra", "mo", "ti", "ben", "lu", "car", "ne", "go", "sel", "vi", "dan", "fo", "pri", "sta"]
        func word() -> String { (0..<entropy.int(2...4)).map { _ in parts[entropy.int(0...13)] }.joined() }
        let entries = (0..<10_000).map { _ in
            StreetEntry("Via \(word()) \(word())", postcode: "1", city: "X", point: DemoTown.shop)
        }
        let index = StreetIndex(entries)
        for entry in entries.prefix(200) { #expect(index.locate(street: entry.name) != .unknown) }
        for entry in entries.prefix(20) { #expect(index.locate(street: entry.name + "q") != .unknown) }
        let long = String(repeating: "via ", count: 300_000)
        #expect(index.locate(street: long) == .unknown)
        #expect(index.locate(street: long + entries[0].name) == .unknown)
        #expect(index.suggestions(for: long).isEmpty)
    }
}
