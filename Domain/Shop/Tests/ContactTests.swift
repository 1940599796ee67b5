import Foundation
import Kernel
import Shop
import Testing

@Suite struct ContactTests {
    @Test(arguments: [
        ("333 123 4567", "+393331234567"), ("051-1234567", "+390511234567"), ("+39 333 1234567", "+393331234567"),
        ("0039 333 1234567", "+393331234567"), ("+44 20 7946 0958", "+442079460958"),
        ("(051) 12.34/56", "+39051123456"),
        ("333\u{A0}1234567", "+393331234567"), ("112233", "+39112233"), (" +39333123 4567 ", "+393331234567"),
    ])
    func numbersAreNormalised(text: String, expected: String) throws {
        #expect(try PhoneNumber(text).digits == expected)
    }

    @Test(
        arguments: [
            ("", .required), ("+", .required), ("  - ", .required), ("12345", .tooShort), ("+12345", .tooShort),
            ("12345678901234", .tooLong), ("+1234567890123456", .tooLong), ("call me", .forbiddenCharacter),
            ("333+1234567", .forbiddenCharacter), ("++391234567", .forbiddenCharacter),
            ("+0511234567", .forbiddenCharacter),
            ("٣٣٣١٢٣٤٥٦٧", .forbiddenCharacter), (String(repeating: "1", count: 1000), .tooLong),
            ("333 1234567\u{0}", .forbiddenCharacter),
        ] as [(String, PhoneNumber.Problem)])
    func othersAreNot(text: String, problem: PhoneNumber.Problem) {
        #expect(throws: problem) { try PhoneNumber(text) }
    }

    @Test func fifteenDigitsAreTheMost() throws {
        #expect(try PhoneNumber("1234567890123").digits == "+391234567890123")
        #expect(try PhoneNumber("+123456789012345").digits.count == 16)
        #expect(try PhoneNumber("171 1234567", country: "49").digits == "+491711234567")
    }

    @Test func anAddressIsCleaned() throws {
        let address = try Address(
            street: "  Via\tRoma ", number: "12/A", postcode: "40999", city: "Borgo San Lino", bell: "Rossi",
            note: " cane\r\nbuono ")
        #expect(address.street == "Via Roma")
        #expect(address.note == "cane\nbuono")
        #expect(address.line == "Via Roma 12/A, 40999 Borgo San Lino")
        #expect(try Address(street: "Via Roma", city: "X").line == "Via Roma, X")
        let data = try JSONEncoder().encode(address)
        #expect(try JSONDecoder().decode(Address.self, from: data) == address)
    }

    @Test func allThatIsWrongIsSaidAtOnce() {
        let expected = AppError.invalid([
            .init("address.street", "required"), .init("address.number", "too-long", ["limit": "40"]),
            .init("address.bell", "forbidden-character"),
        ])
        #expect(throws: expected) {
            try Address(
                street: " ", number: String(repeating: "1", count: 41), city: "X", bell: "a\u{202E}b", path: "address.")
        }
        #expect(throws: AppError.self) { try Address(street: String(repeating: "a", count: 10_000_000), city: "X") }
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(Address.self, from: Data(#"{"street":"","city":"X"}"#.utf8))
        }
    }

    @Test func valuesSurviveJSON() throws {
        func there<Value: Codable & Equatable>(_ value: Value) throws -> Bool {
            try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value)) == value
        }
        #expect(try there(try PhoneNumber("333 1234567")))
        #expect(try there(WorkLoad(["oven": 3])))
        #expect(try there(DemoTown.shop))
        #expect(try there(Booking(station: "oven", slot: Instant(seconds: 5), units: 2)))
        #expect(try there(VATBreakdown(.none(in: .eur), supply: .pickup, on: day("2027-01-01"), table: .italy)))
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(GeoPoint.self, from: Data(#"{"latitude":91,"longitude":0}"#.utf8))
        }
        #expect(throws: (any Error).self) { try JSONDecoder().decode(PhoneNumber.self, from: Data(#""x""#.utf8)) }
    }

    @Test func workIsBoundedAndPositive() throws {
        let work = WorkLoad(["oven": 2, "fryer": 0, "bar": -4])
        #expect(work.units == ["oven": 2])
        #expect((work * 3 + WorkLoad(["oven": 1]))["oven"] == 7)
        #expect((work * -1).isEmpty)
        #expect((WorkLoad(["oven": .max]) * .max)["oven"] == WorkLoad.limit)
        #expect(work["nothing"] == 0)
    }
}
