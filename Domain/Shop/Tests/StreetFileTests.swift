import Kernel
import Shop
import Testing

@Suite("Tables of streets as files") struct StreetFileTests {
    static let head = "name,postcode,city,from,to,side,lat,lon\n"

    static func faults(_ text: String, shop: GeoPoint? = DemoTown.shop) throws -> [String] {
        try StreetFile(text, shop: shop).faults.map { fault in
            let arguments = fault.arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return ([String(fault.line), fault.column ?? "-", fault.code] + arguments).joined(separator: " ")
        }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let commas = StreetFile.text(of: DemoTown.streets, withDecimalCommas: true)
        #expect(commas.hasPrefix("name;postcode;city;from;to;side;lat;lon\n"))
        #expect(try StreetFile(commas, shop: DemoTown.shop).entries == DemoTown.streets)
        let file = try StreetFile(StreetFile.text(of: DemoTown.streets), shop: DemoTown.shop)
        #expect(file.entries == DemoTown.streets)
        #expect(file.faults.isEmpty)
    }

    @Test func semicolonsCommasAndMarks() throws {
        let text =
            "\u{FEFF}Lato;LON;Lat;Comune;Via;CAP;dal;al;Nota\r\ndispari;11,3;44,5;Borgo San Lino;\"Via \"\"Roma\"\"; vecchia\";40999;1;99;x\r\n;11.31;44.51;Borgo San Lino;Via Po;;;;\r\n;;;;;;;;\r\n"
        let file = try StreetFile(text, shop: DemoTown.shop)
        #expect(file.faults.isEmpty)
        let place = try #require(GeoPoint(latitude: 44.5, longitude: 11.3))
        #expect(
            file.entries.first
                == StreetEntry(
                    "Via \"Roma\"; vecchia", postcode: "40999", city: "Borgo San Lino", numbers: 1...99, side: .odd,
                    point: place))
        #expect(file.entries.last?.postcode == "")
        #expect(file.entries.last?.numbers == nil)
        #expect(file.entries.last?.side == .both)
    }

    @Test func everythingThatIsWrongByLine() throws {
        let lines = [
            "Via Uno,40999,Borgo,1,9,odd,44.5,11.3",  // 2
            ",40999,Borgo,1,9,odd,44.5,11.3",
            "Via Due,40999,,9,1,odd,44.5,11.3",
            "Via Tre,40999,Borgo,x,9,left,44.5,11.3",
            "Via Quattro,40999,Borgo,1,,,44.5,11.3",
            "Via Cinque,40999,Borgo,,,,91,abc",
            "Via Sei,40999,Borgo,,,,11.3,44.5",  // 8
            "Via Sette,40999,Borgo,,,,45.4642,9.19",
            "Via Otto,40999,Borgo,,,",
            "Via Uno,40999,Borgo,1,9,odd,44.6,11.3",
            "Via Nove,40999,Borgo,,,,\"44,5\",11.3",
            "Via Dieci\u{7},40999,Borgo,,,,44.5,",
        ]
        #expect(
            try Self.faults(Self.head + lines.joined(separator: "\n")) == [
                "3 name missing", "4 city missing", "4 to reversed", "5 from not-a-number", "5 side not-a-side",
                "6 to missing", "7 lat out-of-range maximum=90 minimum=-90", "8 lat swapped kilometres=4863",
                "9 lat too-far kilometres=198", "10 - values found=6 wanted=8", "11 - repeated line=2",
                "12 lat not-a-number", "13 name forbidden-character", "13 lon missing",
            ])
    }

    @Test func decimalsAreReadExactly() throws {
        func latitude(_ text: String) throws -> Int32? {
            try StreetFile(Self.head + "Via Po,,Borgo,,,,\(text),11.3", shop: nil).entries.first?.point.latitudeE7
        }
        #expect(try latitude("44.5") == 445_000_000)
        #expect(try latitude("-0.0000001") == -1)
        #expect(try latitude("44.12345678") == 441_234_568)
        #expect(try latitude("44.123456749999") == 441_234_567)
        #expect(try latitude("90") == 900_000_000)
        for wrong in ["1e1", "4 4", ".", "-", "44.5.1", "９", "nan", "99999999999999999999999999", "90.0000001"] {
            #expect(try latitude(wrong) == nil, "\(wrong)")
        }
    }

    @Test func whatIsNoTable() throws {
        #expect(throws: StreetFile.Refusal.columns(["name", "city", "lat", "lon"])) { try StreetFile("", shop: nil) }
        #expect(throws: StreetFile.Refusal.columns(["lat", "lon"])) { try StreetFile("via,comune\na,b", shop: nil) }
        #expect(throws: StreetFile.Refusal.empty) { try StreetFile(Self.head, shop: nil) }
        #expect(throws: StreetFile.Refusal.notText) { try StreetFile([0x6E, 0xFF, 0x0A], shop: nil) }
        #expect(throws: StreetFile.Refusal.notText) { try StreetFile([0x6E, 0x00, 0x0A], shop: nil) }
        #expect(throws: StreetFile.Refusal.tooLong) {
            try StreetFile([UInt8](repeating: 0x61, count: StreetFile.mostBytes + 1), shop: nil)
        }
        #expect(try Self.faults(Self.head + "\"Via Po,,Borgo,,,,44.5,11.3\n").contains("2 - open-quote"))
    }

    @Test func rowsAreBounded() throws {
        let rows = (0...StreetFile.mostRows).map { "Via \($0),,B,,,,44.5,11.3" }
        #expect(throws: StreetFile.Refusal.tooManyRows) {
            try StreetFile(Self.head + rows.joined(separator: "\n"), shop: nil)
        }
        let most = try StreetFile(Self.head + rows.dropLast().joined(separator: "\n"), shop: nil)
        #expect(most.entries.count == StreetFile.mostRows)
    }

    @Test func randomDamageNeverTraps() throws {
        let entropy = Entropy.seeded(8)
        let text = Array(StreetFile.text(of: DemoTown.streets.prefix(5)).utf8)
        var read = 0
        for _ in 0..<2000 {
            var damaged = text
            for _ in 0..<entropy.int(1...6) {
                damaged[entropy.int(0...damaged.count - 1)] = UInt8(entropy.int(0...255))
            }
            if (try? StreetFile(damaged, shop: DemoTown.shop)) != nil { read += 1 }
        }
        #expect(read > 0 && read < 2000)
    }

    @Test func whatATableChanges() throws {
        let town = Array(DemoTown.streets.prefix(6))
        let there = town.enumerated().map { (key: $0.offset, entry: $0.element) }
        #expect(StreetChanges(from: there, to: town).isEmpty)
        let moved = StreetEntry(town[0].name, postcode: town[0].postcode, city: town[0].city, point: town[1].point)
        let new = StreetEntry("Via Nuova", postcode: "1", city: "B", point: town[1].point)
        let changes = StreetChanges(from: there + [(key: 9, entry: town[2])], to: [moved, new] + town[2...4])
        #expect(changes.added == [new])
        #expect(changes.moved.map(\.key) == [0])
        #expect(changes.moved.map(\.entry) == [moved])
        #expect(changes.removed.sorted() == [1, 2, 5])
        #expect(changes.kept == 3)
    }
}
