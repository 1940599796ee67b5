import Kernel
import Testing

@Suite struct MoneyTests {
    @Test func partsAddUpToTheWhole() throws {
        let parts = try Money(cents: 1000).allocated(by: [1, 1, 1])
        #expect(parts.map(\.cents) == [334, 333, 333])
        #expect(try Money(cents: -100).allocated(by: [2, 1]).map(\.cents) == [-67, -33])
    }

    @Test func anAmountIsWrittenAsOneTextAndReadBack() throws {
        for money in [Money(cents: 1250), Money(cents: -1, .usd), Money(cents: .min), .zero(.eur)] {
            #expect(Money(money.description) == money)
            #expect(try JSONText.decode(Money.self, from: JSONText.encode(money)) == money)
        }
        #expect(try JSONText.encode([Money(cents: 1250), Money(cents: -1, .usd)]) == #"["1250 EUR","-1 USD"]"#)
        for text in [
            "", "1250", "EUR", "1250 eur", "12.50 EUR", "1250 EUR ", " 1250 EUR", "1250  EUR",
            "9223372036854775808 EUR",
        ] {
            #expect(Money(text) == nil, "\(text)")
            #expect(throws: DecodingError.self, "\(text)") {
                try JSONText.decode(Money.self, from: JSONText.encode(text))
            }
        }
        #expect(throws: DecodingError.self) { try JSONText.decode(Currency.self, from: #""€""#) }
    }

    @Test func overflowIsAnErrorAndNotATrap() {
        #expect(throws: MoneyError.overflow) { try Money(cents: .max) + Money(cents: 1) }
        #expect(throws: MoneyError.overflow) { try Money(cents: .max) * 2 }
        #expect(throws: MoneyError.currencies(.eur, .usd)) { try Money(cents: 1) + Money(cents: 1, .usd) }
    }

    @Test func taxIsWhatAGrossAmountContains() throws {
        #expect(try Money(cents: 1100).taxIncluded(basisPoints: 1000).cents == 100)
        #expect(try Money(cents: 1220).taxIncluded(basisPoints: 2200).cents == 220)
        #expect(try Money(cents: 950).taxIncluded(basisPoints: 1000).cents == 86)
    }
}
