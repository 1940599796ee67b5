import Kernel
import Shop

let rome = ShopZone("Europe/Rome")!

/// A moment of RFC 3339 in UTC, `2027-03-28T01:00Z`: the expectations of these tests are written in UTC, so that no zone rule checks itself.
func utc(_ text: String) -> Instant {
    let parts = text.dropLast().split(separator: "T")
    let date = CivilDate(parts[0])!
    return Instant(seconds: Int64(date.daysSinceEpoch * 86_400 + WallTime(parts[1])!.minutes * 60))
}

func day(_ text: String) -> CivilDate { CivilDate(text)! }

func spans(_ texts: (String, String)...) -> [ServiceSpan] { texts.map { ServiceSpan($0.0, $0.1)! } }

/// Every day from 18:00 to 23:00 but Tuesday; Saturday lunch, and Saturday night until four.
let evenings = WeeklyHours([
    1: spans(("18:00", "23:00")), 3: spans(("18:00", "23:00")), 4: spans(("18:00", "23:00")),
    5: spans(("18:00", "23:00")), 6: spans(("12:00", "14:30"), ("18:00", "28:00")), 7: spans(("18:00", "23:00")),
])

/// Through the hour that daylight saving drops or repeats, and once only inside it.
let smallHours = WeeklyHours([7: spans(("01:30", "03:45")), 1: spans(("02:15", "02:45"))])

let nightShop = OpeningHours(zone: rome, weekly: [.pickup: evenings, .delivery: smallHours])

extension Adjustment {
    static func goods(_ cents: Int64, _ vatClass: VATClass = .food) -> Adjustment {
        part(.goods, vatClass.rawValue, cents, .taxed(vatClass))
    }
    static func delivery(_ cents: Int64, _ vat: VATNature = .accessory) -> Adjustment {
        part(.delivery, "delivery", cents, vat)
    }
    static func discount(_ cents: Int64, _ vat: VATNature = .accessory) -> Adjustment {
        part(.discount, "coupon", -cents, vat)
    }
    static func tip(_ cents: Int64) -> Adjustment { part(.tip, "tip", cents, .outOfScope) }
    static func deposit(_ cents: Int64) -> Adjustment { part(.deposit, "bottle", cents, .outOfScope) }

    static func part(_ kind: Kind, _ code: String, _ cents: Int64, _ vat: VATNature) -> Adjustment {
        Adjustment(kind, code: code, label: .sentence("x"), amount: Money(cents: cents), vat: vat)
    }
}

extension Entropy {
    /// A number of `range`.
    func int(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(bits() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// A number from 0 to below 1.
    func unit() -> Double { Double(bits() >> 11) / 9_007_199_254_740_992 }
}
