/// How often something may be done: `burst` at once, `perMinute` in the long run.
public struct Rate: Sendable, Hashable {
    /// In the long run.
    public let perMinute: Int
    /// At once.
    public let burst: Int

    /// Both at least one. Without a burst it is a quarter of a minute's worth, ten at least.
    public init(perMinute: Int, burst: Int? = nil) {
        self.perMinute = max(1, perMinute)
        self.burst = max(1, burst ?? max(10, self.perMinute / 4))
    }

    /// A multiple, as far as numbers go.
    func times(_ factor: Int) -> Rate {
        func product(_ value: Int) -> Int {
            let (product, overflow) = value.multipliedReportingOverflow(by: factor)
            return overflow ? .max : product
        }
        return Rate(perMinute: product(perMinute), burst: product(burst))
    }

    /// Seconds in which an empty bucket is full again, rounded up.
    var window: Int { max(1, Int((Double(burst) * 60 / Double(perMinute)).rounded(.up))) }
}

/// How often each kind of principal may make each kind of request.
///
/// A guest is an address, behind which a whole household or an office may sit, so what it may do is what others may do each for
/// themselves; those who work here do it all day, and programs faster than anybody types.
public struct RateTable: Sendable, Hashable {
    /// The guests' rates, and the exceptions from what follows of them, by kind of request and of principal.
    private var guests: [RateClass: Rate]
    private var exceptions: [RateClass: [Principal.Kind: Rate]] = [:]
    /// What holds, worked out: every request looks here.
    private var rates: [Rate] = []

    /// The same rate for everything.
    public init(all rate: Rate) {
        guests = Dictionary(uniqueKeysWithValues: RateClass.allCases.map { ($0, rate) })
        workOut()
    }

    /// What holds when nobody says otherwise.
    public static let standard: RateTable = {
        var table = RateTable(all: Rate(perMinute: 240, burst: 60))
        table[.read] = Rate(perMinute: 3000, burst: 600)
        table[.costly] = Rate(perMinute: 300, burst: 60)
        table[.signIn] = Rate(perMinute: 6, burst: 8)
        table[.upload] = Rate(perMinute: 20, burst: 10)
        table[.stream] = Rate(perMinute: 600, burst: 200)
        table[.webhook] = Rate(perMinute: 1200, burst: 300)
        return table
    }()

    /// The rate of guests for a kind of request, from which those of all others follow.
    public subscript(rateClass: RateClass) -> Rate {
        get { rates[Self.index(rateClass, .guest)] }
        set {
            guests[rateClass] = newValue
            workOut()
        }
    }

    /// The rate of one kind of principal for a kind of request; nil for the product itself, which nobody counts.
    public subscript(rateClass: RateClass, kind: Principal.Kind) -> Rate? {
        get { kind == .system ? nil : rates[Self.index(rateClass, kind)] }
        set {
            exceptions[rateClass, default: [:]][kind] = newValue
            workOut()
        }
    }

    private mutating func workOut() {
        rates = RateClass.allCases.flatMap { rateClass in
            Principal.Kind.allCases.map { kind in
                let factor = rateClass.isByAddress ? 1 : Self.factor(kind)
                let usual = guests[rateClass].map { $0.times(factor) }
                return exceptions[rateClass]?[kind] ?? usual ?? Rate(perMinute: 1)
            }
        }
    }

    private static func index(_ rateClass: RateClass, _ kind: Principal.Kind) -> Int {
        rateClass.number * Principal.Kind.allCases.count + kind.number
    }

    /// How many times a guest's rate.
    private static func factor(_ kind: Principal.Kind) -> Int {
        switch kind {
        case .guest, .customer, .system: 1
        case .staff, .device, .program: 4
        }
    }
}

extension RateClass {
    /// Its place among all cases.
    fileprivate var number: Int {
        switch self {
        case .read: 0
        case .change: 1
        case .costly: 2
        case .signIn: 3
        case .upload: 4
        case .stream: 5
        case .webhook: 6
        }
    }
}

extension Principal.Kind {
    /// Its place among all cases.
    fileprivate var number: Int {
        switch self {
        case .guest: 0
        case .customer: 1
        case .staff: 2
        case .device: 3
        case .program: 4
        case .system: 5
        }
    }
}
