import ArgumentParser
import Foundation
import ML

struct ABTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abtest", abstract: "Answers the cases of a file like ab_stats.",
        discussion:
            "Reads an array of {kind, input} and writes it with a `result` in each, whose names are those of `expected` there."
    )

    @Option(help: "The file of cases.") var cases: String

    func run() throws {
        guard let data = FileManager.default.contents(atPath: cases) else {
            throw ValidationError("\(cases) cannot be read.")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let read = try? decoder.decode([Case].self, from: data) else {
            throw ValidationError("\(cases) is no array of cases, each with a kind and an input.")
        }
        let answers = try read.enumerated().map { number, one in
            guard let result = try one.result else {
                throw ValidationError("\(cases): case \(number + 1): no \(one.kind) can be made of this.")
            }
            return Answer(kind: one.kind, input: one.input, result: result)
        }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        FileHandle.standardOutput.write(try encoder.encode(answers))
    }

    private struct Answer: Encodable {
        let kind: String
        let input: Input
        let result: [String: Number]
    }

    enum Number: Encodable {
        case one(Double)
        case many([Double])

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .one(let value): try value.encode(to: encoder)
            case .many(let values): try values.encode(to: encoder)
            }
        }
    }

    struct Input: Codable {
        var xControl, nControl, xVariant, nVariant: Int?
        var x: Numbers?
        var n: Numbers?
        var method: String?
        var table: [[Int]]?
        var counts: [Int]?
        var weights: [Double]?
        var control: [Double]?
        var variant: [Double]?
        var baseline, relativeLift, power, alpha, cohenD, confidence: Double?
        var p: [Double]?
    }

    /// One number or several.
    enum Numbers: Codable {
        case one(Int)
        case many([Int])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(Int.self) {
                self = .one(one)
            } else {
                self = .many(try container.decode([Int].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .one(let value): try value.encode(to: encoder)
            case .many(let values): try values.encode(to: encoder)
            }
        }
    }

    private struct Case: Decodable {
        let kind: String
        let input: Input

        var result: [String: Number]? {
            get throws {
                switch kind {
                case "two_proportion_z_pooled":
                    return two.map {
                        let interval = $0.interval(confidence: input.confidence ?? 0.95)
                        return [
                            "z": .one($0.z), "p_two_sided": .one($0.significance), "diff": .one($0.difference),
                            "ci95_low_wald": .one(interval.lowerBound), "ci95_high_wald": .one(interval.upperBound),
                        ]
                    }
                case "bayes_beta_uniform_prior":
                    return two.map { ["p_variant_better": .one($0.probabilityVariantIsBetter)] }
                case "proportion_ci95": return interval
                case "table_2x2": return table
                case "k_proportions_chi2":
                    guard case .many(let x)? = input.x, case .many(let n)? = input.n, x.count == n.count else {
                        return nil
                    }
                    let parts = zip(x, n).compactMap { Proportion($0, of: $1) }
                    guard parts.count == x.count else { return nil }
                    return Counts.homogeneity(parts).map {
                        ["chi2": .one($0.statistic), "p": .one($0.significance)]
                    }
                case "sample_ratio_mismatch":
                    return Counts.sampleRatio(input.counts ?? [], weights: input.weights ?? []).map {
                        ["chi2": .one($0.statistic), "p": .one($0.significance)]
                    }
                case "two_means": return means
                case "sample_size_two_proportions":
                    guard let baseline = input.baseline, let lift = input.relativeLift else { return nil }
                    let (power, alpha) = (input.power ?? 0.8, input.alpha ?? 0.05)
                    guard
                        let pooled = SampleSize.proportions(
                            baseline: baseline, relativeLift: lift, power: power, alpha: alpha),
                        let arcsine = SampleSize.arcsine(
                            baseline: baseline, relativeLift: lift, power: power, alpha: alpha)
                    else { return nil }
                    return ["n_per_arm_pooled_formula": .one(pooled), "n_per_arm_arcsine": .one(arcsine)]
                case "sample_size_two_means":
                    return input.cohenD.flatMap {
                        SampleSize.means(effect: $0, power: input.power ?? 0.8, alpha: input.alpha ?? 0.05)
                    }.map { ["n_per_arm": .one($0)] }
                case "multiple_testing":
                    return input.p.map {
                        [
                            "bonferroni": .many(MultipleTesting.bonferroni($0)),
                            "holm": .many(MultipleTesting.holm($0)),
                            "benjamini_hochberg": .many(MultipleTesting.benjaminiHochberg($0)),
                        ]
                    }
                default: throw ValidationError("\(kind) is no kind of case.")
                }
            }
        }

        private var two: TwoProportions? {
            guard let x = input.xControl, let m = input.nControl, let y = input.xVariant, let n = input.nVariant,
                let control = Proportion(x, of: m), let variant = Proportion(y, of: n)
            else { return nil }
            return TwoProportions(control: control, variant: variant)
        }

        private var interval: [String: Number]? {
            guard case .one(let x)? = input.x, case .one(let n)? = input.n, let part = Proportion(x, of: n) else {
                return nil
            }
            let range: ClosedRange<Double>
            switch input.method {
            case "wilson": range = part.wilson()
            case "clopper_pearson": range = part.exact()
            case "agresti_coull": range = part.agrestiCoull()
            default: return nil
            }
            return ["low": .one(range.lowerBound), "high": .one(range.upperBound)]
        }

        private var table: [String: Number]? {
            guard let rows = input.table, rows.count == 2, rows.allSatisfy({ $0.count == 2 }),
                let table = TwoByTwo(rows[0][0], rows[0][1], rows[1][0], rows[1][1])
            else { return nil }
            let (plain, yates) = (table.chiSquare(corrected: false), table.chiSquare(corrected: true))
            return [
                "odds_ratio": .one(table.oddsRatio), "fisher_p_two_sided": .one(table.fisher),
                "chi2": .one(plain.statistic), "chi2_p": .one(plain.significance),
                "chi2_yates": .one(yates.statistic), "chi2_yates_p": .one(yates.significance),
            ]
        }

        private var means: [String: Number]? {
            guard let two = TwoMeans(control: input.control ?? [], variant: input.variant ?? []) else { return nil }
            let interval = two.interval()
            return [
                "welch_t": .one(two.welch.statistic), "welch_df": .one(two.welchDegrees),
                "welch_p": .one(two.welch.significance), "ci95_low": .one(interval.lowerBound),
                "ci95_high": .one(interval.upperBound), "student_t": .one(two.student.statistic),
                "student_p": .one(two.student.significance), "mannwhitney_u": .one(two.mannWhitney.statistic),
                "mannwhitney_p": .one(two.mannWhitney.significance), "ks_d": .one(two.distance),
                "cohen_d": .one(two.effectSize),
            ]
        }
    }
}
