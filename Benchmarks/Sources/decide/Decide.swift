import Foundation
import Kernel
import Web

/// What every request pays before anything is done for it: may this principal do this here, how often, and has it any left. Ends with 1 when
/// one of them takes more than a microsecond.
@main
struct Decide {
    static let rounds = 1_000_000

    static func main() {
        let shops = (0..<20).map { Identifier<Scope>(high: 1, low: UInt64($0)) }
        let permissions = (0..<40).map { Permission(names[$0 % names.count], for: []) }
        let grants = Grants(
            everywhere: Set(permissions.prefix(2)),
            within: Dictionary(uniqueKeysWithValues: shops.map { ($0, Set(permissions)) }))
        let cook = Principal(kind: .staff, id: "0198c0de-0000-7000-8000-000000000001", name: "Ugo", grants: grants)
        let access = Access.holders(of: permissions[30])
        var table = RateTable.standard
        table[.read, .device] = Rate(perMinute: 5000)
        for rateClass in RateClass.allCases { table[rateClass] = Rate(perMinute: 1_000_000_000) }
        let limiter = RateLimiter()
        let now = Instant(seconds: 1_790_000_000)
        let keys = (0..<1000).map { RateKey(.read, .staff, "\(cook.id)\($0)") }
        let permission = nanoseconds { access.admits(cook, in: shops[$0 % 20]) }
        let rate = nanoseconds { number in
            guard let rate = table[.change, .staff] else { return false }
            return limiter.take(keys[number % 1000], rate, at: now + Span(microseconds: Int64(number))) == nil
        }
        say("permission in a shop", permission)
        say("rate by kind and principal, and its count", rate)
        say("both", permission + rate)
        if permission + rate > 1000 { exit(1) }
    }

    static let names: [StaticString] = [
        "orders.see", "orders.accept", "orders.deliver", "products.edit", "stores.manage", "stores.pause",
        "staff.manage", "money.see",
    ]

    /// The mean time of an answer that is yes, in nanoseconds of this thread: what else the machine does is not counted.
    private static func nanoseconds(_ body: (Int) -> Bool) -> Double {
        var yes = 0
        let start = threadNanoseconds()
        for number in 0..<rounds where body(number) { yes += 1 }
        return yes == rounds ? (threadNanoseconds() - start) / Double(rounds) : .infinity
    }

    private static func threadNanoseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    private static func say(_ what: String, _ nanoseconds: Double) {
        print("\(what): \(Int(nanoseconds.rounded())) ns")
    }
}
