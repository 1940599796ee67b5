import Foundation

/// How often customers buy, and when they silently stop: a customer buys at a rate of their own (gamma over customers, shape `r`, rate `α`)
/// and after each purchase gives up with a probability of their own (beta over customers, `a`, `b`).
///
/// BG/NBD: Fader, Hardie and Lee, "Counting your customers the easy way", 2005. MBG/NBD, in which one may give up after the first purchase
/// too: Batislam, Denizel and Filiztekin, 2007. The two differ by one in `b + x`, here `shift`.
public struct RepeatBuying: Sendable, Hashable, Codable {
    /// Which of the two.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nobody gives up before the second purchase.
        case betaGeometric
        /// Some never come back.
        case modifiedBetaGeometric
    }

    /// Which of the two.
    public let kind: Kind
    /// Shape of the rates of buying.
    public let r: Double
    /// Rate of the rates of buying, in units of time.
    public let alpha: Double
    /// First parameter of the probabilities of giving up.
    public let a: Double
    /// Second parameter of the probabilities of giving up.
    public let b: Double

    /// Takes the four parameters; nil when one is not positive and finite.
    public init?(_ kind: Kind, r: Double, alpha: Double, a: Double, b: Double) {
        guard [r, alpha, a, b].allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
        self.kind = kind
        self.r = r
        self.alpha = alpha
        self.a = a
        self.b = b
    }

    private var shift: Double { kind == .betaGeometric ? 0 : 1 }

    /// The odds that the customer has given up: 0 for a first purchase in the BG/NBD, which knows no such customer.
    private func oddsOfGone(_ history: CustomerHistory) -> Double {
        if kind == .betaGeometric, history.repeats == 0 { return 0 }
        let x = Double(history.repeats)
        return a / (b + x - 1 + shift) * pow((alpha + history.age) / (alpha + history.recency), r + x)
    }

    /// The probability that the customer still buys.
    public func probabilityActive(_ history: CustomerHistory) -> Double { 1 / (1 + oddsOfGone(history)) }

    /// The expected number of purchases in the `time` after the end of the history; 0 when `time` is not positive.
    public func expectedPurchases(_ history: CustomerHistory, in time: Double) -> Double {
        guard time > 0, time.isFinite else { return 0 }
        let x = Double(history.repeats)
        // The formula divides by a − 1; its limit is regular, so a point beside it will do.
        let a = abs(self.a - 1) < 1e-6 ? 1 + 1e-6 : self.a
        let c = a + b + x - 1 + shift
        let z = time / (alpha + history.age + time)
        // The papers have (1 − z)^(r+x) ₂F₁(r+x, b+x; c; z), both of which leave the range of numbers for a busy customer; Euler's
        // transformation makes of their product (1 − z)^(a−1) ₂F₁(c−r−x, a−1; c; z), which does not.
        guard c > 0, let value = Hypergeometric.series(c - r - x, a - 1, c, z) else {
            return x / max(history.age, 1e-9) * time * probabilityActive(history)
        }
        return max(0, c / (a - 1) * (1 - pow(1 - z, a - 1) * value) / (1 + oddsOfGone(history)))
    }

    /// The logarithm of the likelihood of the histories, each counted once.
    public func logLikelihood(_ histories: [CustomerHistory]) -> Double {
        RepeatBuyingSample(histories).logLikelihood(self)
    }

    /// The parameters under which the histories are most likely, by Nelder and Mead on their logarithms from the best of three beginnings.
    ///
    /// nil when fewer than ten customers have ever come back: then there is nothing to learn from. Time: some 300 passes over the customers.
    public static func fit(_ histories: [CustomerHistory], _ kind: Kind = .modifiedBetaGeometric) -> RepeatBuying? {
        guard histories.count(where: { $0.repeats > 0 }) >= 10 else { return nil }
        // Times in units of the mean age, so that the beginnings fit days and years alike.
        let age = histories.reduce(0) { $0 + $1.age } / Double(histories.count)
        let best = NelderMead().minimise(
            from: [[0.0, 0, 0, 0], [-1.4, -1.5, -0.2, 0.9], [0.5, 0, -1.5, 1]], over: histories
        ) { histories in
            let sample = RepeatBuyingSample(histories)
            return { point in
                guard point.allSatisfy({ abs($0) < 15 }), let model = make(kind, point, age) else { return .infinity }
                return -sample.logLikelihood(model) / Double(histories.count)
            }
        }
        return make(kind, best.point, age)
    }

    private static func make(_ kind: Kind, _ point: [Double], _ age: Double) -> RepeatBuying? {
        RepeatBuying(kind, r: exp(point[0]), alpha: exp(point[1]) * age, a: exp(point[2]), b: exp(point[3]))
    }
}

extension NelderMead {
    /// Searches from several beginnings on some five hundred of the customers, and then from the best of where that led on all.
    func minimise(
        from beginnings: [[Double]], over histories: [CustomerHistory],
        _ function: ([CustomerHistory]) -> ([Double]) -> Double
    ) -> Minimum {
        let step = max(histories.count / 500, 1)
        let few = function(stride(from: 0, to: histories.count, by: step).map { histories[$0] })
        let led = beginnings.map { minimise(from: $0, few) }.min { $0.value < $1.value }
        guard let led, step > 1 else { return led ?? minimise(from: [], few) }
        return minimise(from: led.point, function(histories))
    }
}

/// Histories as columns, with those that are the same counted together.
struct RepeatBuyingSample {
    private var repeats: [Int] = []
    private var recency: [Double] = []
    private var age: [Double] = []
    private var weight: [Double] = []
    private let most: Int

    init(_ histories: [CustomerHistory]) {
        struct Key: Hashable { let repeats: Int, recency, age: Double }
        var counts: [Key: Double] = [:]
        for history in histories {
            counts[Key(repeats: history.repeats, recency: history.recency, age: history.age), default: 0] += 1
        }
        // In an order of their own, so that a sum is the same in every run.
        for (key, count) in counts.sorted(by: {
            ($0.key.repeats, $0.key.recency, $0.key.age) < ($1.key.repeats, $1.key.recency, $1.key.age)
        }) {
            repeats.append(key.repeats)
            recency.append(key.recency)
            age.append(key.age)
            weight.append(count)
        }
        most = repeats.last ?? 0
    }

    func logLikelihood(_ model: RepeatBuying) -> Double {
        let (r, alpha, a, b) = (model.r, model.alpha, model.a, model.b)
        let isModified = model.kind == .modifiedBetaGeometric
        let shift = isModified ? 1.0 : 0
        // ln Γ(r+x)/Γ(r) + ln B(a, b+x+s)/B(a, b), and ln a/(b+x−1+s), by recurrence over x.
        var common = [Double](repeating: 0, count: most + 1)
        var quit = [Double](repeating: -.infinity, count: most + 1)
        var value = r * log(alpha) + (isModified ? log(b / (a + b)) : 0)
        for x in 0...most {
            let number = Double(x)
            common[x] = value
            if x > 0 || isModified { quit[x] = log(a / (b + number - 1 + shift)) }
            value += log(r + number) + log((b + number + shift) / (a + b + number + shift))
        }
        var sum = 0.0
        for index in repeats.indices {
            let x = repeats[index]
            let power = r + Double(x)
            let staying = -power * log(alpha + age[index])
            let leaving = quit[x] - power * log(alpha + recency[index])
            let high = max(staying, leaving)
            sum += weight[index] * (common[x] + high + log(exp(staying - high) + exp(leaving - high)))
        }
        return sum
    }
}
