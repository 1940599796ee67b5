import Foundation

/// A job of the report: how it is asked, how answers are scored, and what the simple answer of its field is.
struct ReportJob: Sendable {
    struct Split: Sendable {
        let folder: String
        let title: String
    }

    struct Simple: Sendable {
        let name: String
        let answer: @Sendable (URL) throws -> Table
    }

    typealias Child = ([String]) throws -> String

    let title: String
    let explanation: String
    let splits: [Split]
    /// Names of what `score` gives.
    let measures: [String]
    /// Asks the lab; gives its answers as one table.
    let answer: @Sendable (_ folder: URL, _ lab: Child) throws -> String
    /// Scores a table of answers.
    let score: @Sendable (_ folder: URL, _ answers: Table) throws -> [Double?]
    /// The simple answer of the field; nil where there is none, or where it is among the public ones.
    let simple: Simple?

    static let all = [
        series, forecast, basket, recommend, value, classify, arrival, sentiment, elasticity, segment, route, abtest,
    ]
}

extension URL {
    func table(_ name: String) throws -> Table { try Table(appendingPathComponent(name).path) }
    func file(_ name: String) -> String { appendingPathComponent(name).path }
    func words(_ name: String) throws -> [String] {
        try String(contentsOf: appendingPathComponent(name), encoding: .utf8).split(whereSeparator: \.isWhitespace).map(
            String.init)
    }
}
