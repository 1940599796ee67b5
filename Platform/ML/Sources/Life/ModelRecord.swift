public import Kernel

/// Why a stored model cannot be used.
public enum ModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was written by a newer programme; this one knows formats up to `known`.
    case tooNew(format: Int, known: Int)
    /// It is a model of another kind than the one that is wanted.
    case otherKind(String, wanted: String)
    /// It is not what was written.
    case damaged

    /// A sentence for the log.
    public var description: String {
        switch self {
        case .tooNew(let format, let known):
            "the model has format \(format), this programme knows formats up to \(known)"
        case .otherKind(let kind, let wanted): "the model is a \(kind), not a \(wanted)"
        case .damaged: "the model is not what was written"
        }
    }
}

/// A fingerprint of data, the same on every machine: a `StableHash`. It notices a change, not an attack.
///
/// Every piece is written with its kind and length, so that pieces cut elsewhere do not look the same.
public struct DataDigest: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The fingerprint of all that was appended.
    public private(set) var value = StableHash.start

    /// The fingerprint of nothing.
    public init() {}

    /// Takes bytes as they are, without kind or length.
    public mutating func append(bytes: some Sequence<UInt8>) {
        for byte in bytes { value = StableHash.step(value, UInt64(byte)) }
    }

    /// Takes a whole number.
    public mutating func append(_ number: Int) { append(kind: 1, UInt64(bitPattern: Int64(number))) }

    /// Takes a number; 0 and −0 are one, and so is all that is not a number.
    public mutating func append(_ number: Double) {
        append(kind: 2, (number.isNaN ? Double.nan : number == 0 ? 0 : number).bitPattern)
    }

    /// Takes a text, by its UTF-8.
    public mutating func append(_ text: String) {
        append(kind: 3, UInt64(text.utf8.count))
        append(bytes: text.utf8)
    }

    /// Takes a row or a column of numbers.
    public mutating func append(_ numbers: [Double]) {
        append(kind: 4, UInt64(numbers.count))
        for number in numbers { append(number) }
    }

    /// Takes a row or a column of texts.
    public mutating func append(_ texts: [String]) {
        append(kind: 5, UInt64(texts.count))
        for text in texts { append(text) }
    }

    /// Takes a table: its columns' names and kinds and all its rows.
    public mutating func append(_ table: FeatureTable) {
        append(table.names)
        for column in table.columns {
            switch column {
            case .numbers(let values): append(values)
            case .names(let values): append(values)
            }
        }
    }

    private mutating func append(kind: UInt8, _ word: UInt64) {
        append(bytes: [kind])
        append(bytes: (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) })
    }

    /// Sixteen hexadecimal digits.
    public var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads sixteen hexadecimal digits, small letters; anything else is a `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        value = UInt64(text, radix: 16) ?? 0
        guard description == text else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a digest")
        }
    }

    /// Writes sixteen hexadecimal digits, which no reader of JSON rounds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What is kept beside a learned model: what it is, what it learned from and how good it was, so that a number can be explained a year later.
public struct ModelRecord: Sendable, Hashable, Codable {
    /// The newest format this programme reads and the one it writes. It counts up whenever records, or any of the models, are written otherwise.
    public static let knownFormat = 1

    /// Which model: its name and its version.
    public struct Identity: Sendable, Hashable, Codable {
        /// The model's name, such as `theta`.
        public let name: String
        /// Counts up with every training.
        public let version: Int

        /// Takes the two.
        public init(name: String, version: Int) {
            self.name = name
            self.version = version
        }
    }

    /// How good it was, by one measure.
    public struct Metric: Sendable, Hashable, Codable {
        /// The measure's value, in its own unit.
        public let value: Double
        /// Whether less is better, as with errors.
        public let isLowerBetter: Bool

        /// nil for a value that is not finite.
        public init?(_ value: Double, isLowerBetter: Bool = true) {
            guard value.isFinite else { return nil }
            self.value = value
            self.isLowerBetter = isLowerBetter
        }
    }

    /// The format it was written in.
    public let format: Int
    /// Which model it is.
    public let identity: Identity
    /// The first day it learned from.
    public let firstDay: CivilDate
    /// The last day it learned from.
    public let lastDay: CivilDate
    /// The fingerprint of what it learned from.
    public let data: DataDigest
    /// How good it was on the back-test, by name of the measure.
    public let metrics: [String: Metric]
    /// How good the simple answer was on the same back-test.
    public let baseline: [String: Metric]
    /// The seed of its chance; the same data and seed make the same model.
    public let seed: UInt64
    /// Keys of the sentences that say why it answers as it does.
    public let reasons: [String]

    /// A record in the format of this programme; nil when the name is empty or the last day is before the first.
    public init?(
        _ identity: Identity, days firstDay: CivilDate, to lastDay: CivilDate, data: DataDigest,
        metrics: [String: Metric], baseline: [String: Metric], seed: UInt64, reasons: [String] = []
    ) {
        guard !identity.name.isEmpty, firstDay <= lastDay else { return nil }
        format = Self.knownFormat
        self.identity = identity
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.data = data
        self.metrics = metrics
        self.baseline = baseline
        self.seed = seed
        self.reasons = reasons
    }

    /// Whether it was better than the simple answer by a measure; nil when one of them was not measured, or not the same way.
    public func beatsBaseline(_ measure: String) -> Bool? {
        guard let own = metrics[measure], let simple = baseline[measure], own.isLowerBetter == simple.isLowerBetter
        else { return nil }
        return own.isLowerBetter ? own.value < simple.value : own.value > simple.value
    }

    /// Reads a record. The format is read first: a newer one throws `ModelError.tooNew` whatever else it holds; one below 1, an empty name
    /// or days the wrong way round are a `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        format = try box.decode(Int.self, forKey: .format)
        guard format <= Self.knownFormat else { throw ModelError.tooNew(format: format, known: Self.knownFormat) }
        identity = try box.decode(Identity.self, forKey: .identity)
        firstDay = try box.decode(CivilDate.self, forKey: .firstDay)
        lastDay = try box.decode(CivilDate.self, forKey: .lastDay)
        data = try box.decode(DataDigest.self, forKey: .data)
        metrics = try box.decode([String: Metric].self, forKey: .metrics)
        baseline = try box.decode([String: Metric].self, forKey: .baseline)
        seed = try box.decode(UInt64.self, forKey: .seed)
        reasons = try box.decode([String].self, forKey: .reasons)
        guard format > 0, !identity.name.isEmpty, firstDay <= lastDay else {
            throw DecodingError.dataCorruptedError(forKey: .format, in: box, debugDescription: "not a model's record")
        }
    }
}

/// The models of one job: the champion answers, the challengers answer beside it and are only measured.
public struct ModelShelf: Sendable, Hashable, Codable {
    /// What the models are for, such as `covers per day`.
    public let job: String
    /// Who answers; nil when the simple answer does.
    public private(set) var champion: ModelRecord?
    /// Who answered before.
    public private(set) var former: ModelRecord?
    /// Who would like to.
    public private(set) var challengers: [ModelRecord]

    /// Takes the models; of two challengers of one identity the first stays.
    public init(
        job: String, champion: ModelRecord? = nil, former: ModelRecord? = nil, challengers: [ModelRecord] = []
    ) {
        self.job = job
        self.champion = champion
        self.former = former
        self.challengers = []
        for record in challengers where !self.challengers.contains(where: { $0.identity == record.identity }) {
            self.challengers.append(record)
        }
    }

    /// What is known of how the models do. Errors are sizes, less is better, in one unit; those at one place belong to the same fold of one
    /// back-test, or to the same day.
    public struct Evidence: Sendable, Hashable {
        /// The champion's error in each fold.
        public var champion: [Double]
        /// The simple answer's.
        public var baseline: [Double]
        /// Each challenger's.
        public var challengers: [ModelRecord.Identity: [Double]]
        /// The champion's error on each of the last days.
        public var liveChampion: [Double]
        /// The simple answer's on the same days.
        public var liveBaseline: [Double]
        /// Whether a detector says that the world has changed.
        public var hasDrifted: Bool

        /// Takes what there is.
        public init(
            champion: [Double] = [], baseline: [Double] = [], challengers: [ModelRecord.Identity: [Double]] = [:],
            liveChampion: [Double] = [], liveBaseline: [Double] = [], hasDrifted: Bool = false
        ) {
            self.champion = champion
            self.baseline = baseline
            self.challengers = challengers
            self.liveChampion = liveChampion
            self.liveBaseline = liveBaseline
            self.hasDrifted = hasDrifted
        }
    }

    /// What is to be done.
    public enum Verdict: Sendable, Hashable, Codable {
        /// This challenger answers from now on.
        case promote(ModelRecord.Identity, because: Reason)
        /// All stays as it is.
        case keep(because: Reason)
        /// The former champion answers again, or the simple answer when there is none.
        case rollBack(because: Reason)
    }

    /// Why.
    public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        /// There is no champion, and the challenger beats the simple answer by more than the noise.
        case beatsBaseline
        /// The challenger beats the champion, and the simple answer, by more than the noise.
        case beatsChampion
        /// Nobody challenges.
        case noChallenger
        /// No challenger was tried on the same folds, or on too few, or its errors are not finite sizes.
        case notComparable
        /// No challenger beats the simple answer by more than the noise.
        case notBetterThanBaseline
        /// A challenger beats the simple answer, but none the champion by more than the noise.
        case notBetterThanChampion
        /// On the last days the champion was worse than the simple answer, or did not answer with numbers.
        case liveWorseThanBaseline
        /// The world has changed since the champion learned.
        case drifted
    }

    /// A back-test of fewer folds decides nothing.
    public static let fewestFolds = 5
    /// Fewer last days decide nothing.
    public static let fewestLiveDays = 7

    /// Judges, in this order: a champion is rolled back when the world has drifted, or when its mean live error is above the simple answer's;
    /// then the best challenger that beats the champion and the simple answer is promoted; else all stays.
    ///
    /// To beat is to have errors that are smaller, fold by fold, by more than one standard error of the mean difference (Diebold and Mariano,
    /// 1995, one step ahead, with the divisor of Harvey, Leybourne and Newbold, 1997). That is no proof: an equal challenger is promoted one
    /// time in six, and then it is no worse.
    public func verdict(on evidence: Evidence) -> Verdict {
        if champion != nil {
            if evidence.hasDrifted { return .rollBack(because: .drifted) }
            let days = zip(evidence.liveChampion, evidence.liveBaseline).filter { $0.1.isFinite && $0.1 >= 0 }
            // What is no size, such as an error that is not a number, is as bad as can be.
            let excess = days.reduce(0) { $0 + (($1.0 >= 0 ? $1.0 : .infinity) - $1.1) / Double(days.count) }
            if days.count >= Self.fewestLiveDays, excess > 0 { return .rollBack(because: .liveWorseThanBaseline) }
        }
        guard !challengers.isEmpty else { return .keep(because: .noChallenger) }
        var best: (identity: ModelRecord.Identity, error: Double)?
        var reason = Reason.notComparable
        for challenger in challengers {
            guard let errors = evidence.challengers[challenger.identity],
                let beatsBaseline = Self.beats(errors, evidence.baseline),
                let beatsChampion = champion == nil ? true : Self.beats(errors, evidence.champion)
            else { continue }
            if !beatsBaseline {
                if reason == .notComparable { reason = .notBetterThanBaseline }
            } else if !beatsChampion {
                reason = .notBetterThanChampion
            } else if Sample(errors).mean < best?.error ?? .infinity {
                best = (challenger.identity, Sample(errors).mean)
            }
        }
        guard let best else { return .keep(because: reason) }
        return .promote(best.identity, because: champion == nil ? .beatsBaseline : .beatsChampion)
    }

    /// The shelf after a verdict. Promoting who is not on it changes nothing.
    public func after(_ verdict: Verdict) -> ModelShelf {
        switch verdict {
        case .keep: return self
        case .rollBack: return ModelShelf(job: job, champion: former, challengers: challengers)
        case .promote(let identity, _):
            guard let next = challengers.first(where: { $0.identity == identity }) else { return self }
            return ModelShelf(
                job: job, champion: next, former: champion, challengers: challengers.filter { $0.identity != identity })
        }
    }

    /// Whether errors are smaller than others by more than the noise; nil when that cannot be said.
    private static func beats(_ errors: [Double], _ others: [Double]) -> Bool? {
        guard errors.count == others.count, errors.count >= fewestFolds,
            (errors + others).allSatisfy({ $0.isFinite && $0 >= 0 })
        else { return nil }
        let gain = Sample(zip(errors, others).map { $1 - $0 })
        return gain.mean > 0 && gain.mean > gain.deviation / Double(gain.count).squareRoot()
    }
}
