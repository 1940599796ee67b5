import Database
import Foundation
import Kernel

/// Checks every invariant in one consistent snapshot, on a live system too.
struct Verification: Sendable {
    let invariants: [Invariant]
    /// How many violations of each are named.
    static let most = 20

    func run(on database: Database) async throws -> VerificationReport {
        let invariants = invariants
        return try await database.read(.long) { tx in
            VerificationReport(
                results: try invariants.map { invariant in
                    VerificationReport.Result(
                        name: invariant.name, sentence: invariant.sentence,
                        violations: try invariant.violations(tx, Self.most))
                })
        }
    }
}

/// What `verify` found.
public struct VerificationReport: Sendable {
    /// One invariant and what breaks it.
    public struct Result: Sendable, Codable {
        /// The invariant's name.
        public let name: String
        /// What must be true.
        public let sentence: String
        /// What breaks it, at most twenty.
        public let violations: [String]
    }

    /// Every invariant, in order.
    public let results: [Result]

    /// Whether all hold.
    public var holds: Bool { results.allSatisfy(\.violations.isEmpty) }

    /// For people.
    public var text: String {
        let lines = results.flatMap { result -> [String] in
            if result.violations.isEmpty { return ["ok    \(result.name)"] }
            return ["BAD   \(result.name): \(result.sentence)"] + result.violations.map { "      \($0)" }
        }
        return (lines + [holds ? "All \(results.count) hold." : "Something does not hold."]).joined(separator: "\n")
    }

    /// For programs.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(results)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}
