import ArgumentParser
import Foundation

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Does every job on its split and writes one page of how well.",
        discussion: """
            Reads the folders that Benchmarks/rivals/split.py makes. Runs this program once for each job, as anybody would, and puts its answers into
            `pizzamama.csv` there and its processor seconds into `pizzamama.seconds`. Whatever else lies there with both, such as what
            Benchmarks/rivals/rivals.py makes, is scored by the same rules; so is the simple answer of each field.
            """)

    @Option(help: "The folder of the splits.") var splits: String
    @Option(help: "The page to write.") var out = "docs/ml/report.md"
    @Option(help: "Only these jobs; the page then holds only them.") var job: [String] = []
    @Flag(help: "Scores the answers that are there, without making them anew.") var keep = false

    func run() throws {
        let known = Set(ReportJob.all.flatMap { $0.splits.map(\.folder) })
        if let unknown = job.first(where: { !known.contains($0) }) {
            throw ValidationError("No job is called \(unknown); there are \(known.sorted().joined(separator: ", ")).")
        }
        var page = Self.head
        for one in ReportJob.all {
            let sections = try one.splits.filter { job.isEmpty || job.contains($0.folder) }.compactMap {
                try section(one, $0)
            }
            guard !sections.isEmpty else { continue }
            page += "\n## \(one.title)\n\n\(one.explanation)\n" + sections.joined()
        }
        try page.write(toFile: out, atomically: true, encoding: .utf8)
    }

    private func section(_ job: ReportJob, _ split: ReportJob.Split) throws -> String? {
        let folder = URL(fileURLWithPath: splits).appendingPathComponent(split.folder)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            remark("\(split.folder): no such split, left out")
            return nil
        }
        if !keep {
            let start = Self.childSeconds
            let answer = try job.answer(folder, Self.child)
            let seconds = Self.childSeconds - start
            try answer.write(to: folder.appendingPathComponent("pizzamama.csv"), atomically: true, encoding: .utf8)
            try "\(seconds)\n".write(
                to: folder.appendingPathComponent("pizzamama.seconds"), atomically: true, encoding: .utf8)
            remark("\(split.folder): \((seconds * 100).rounded() / 100) s")
        }
        let rivals = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".seconds")
        }
        .map { String($0.dropLast(8)) }.filter { $0 != "pizzamama" }.sorted()
        var rows: [(name: String, scores: [Double?], seconds: Double?)] = []
        for name in ["pizzamama"] + rivals {
            let path = folder.appendingPathComponent(name).path
            let seconds = try? String(contentsOfFile: path + ".seconds", encoding: .utf8)
            rows.append(
                (
                    name == "pizzamama" ? "**PizzaMama**" : name.replacingOccurrences(of: "_", with: " "),
                    try job.score(folder, try Table(path + ".csv")),
                    seconds.flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
                ))
        }
        if let simple = job.simple {
            rows.append(("*\(simple.name)*", try job.score(folder, try simple.answer(folder)), nil))
        }
        var text = "\n### \(split.title)\n\n| | " + job.measures.joined(separator: " | ") + " | CPU s |\n"
        text += "| --- |" + String(repeating: " ---: |", count: job.measures.count + 1) + "\n"
        for row in rows {
            let scores = row.scores.map { $0.map(Self.text) ?? "" }
            text +=
                "| \(row.name) | " + scores.joined(separator: " | ")
                + " | \(row.seconds.map { Self.text($0, digits: 2) } ?? "") |\n"
        }
        return text
    }

    /// Runs this program with other arguments; its standard output, or an error with what it said.
    private static func child(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            process.executableURL = URL(fileURLWithPath: path)
        }
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError("lab \(arguments.joined(separator: " ")) ended with \(process.terminationStatus).")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Processor seconds of all children that have ended.
    private static var childSeconds: Double {
        var usage = rusage()
        getrusage(Int32(RUSAGE_CHILDREN.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// A number with so many digits after the point; small ones by their power of ten.
    static func text(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return "\(value)" }
        if value != 0, abs(value) < 1e-4 { return String(format: "%.1e", value) }
        return String(format: "%.\(digits)f", value)
    }

    private static func text(_ value: Double) -> String {
        text(value, digits: abs(value) >= 100 ? 0 : abs(value) >= 10 ? 2 : 4)
    }

    private static let head = """
        # How well it learns

        Made by `lab report` from the splits of `Benchmarks/rivals/split.py`; [Benchmarks](../../Benchmarks/README.md) says how to make it again. No model
        saw a row that it is scored on. The figures of other libraries are those of `Benchmarks/rivals/rivals.py` with the versions in its
        `requirements.txt`, one thread each: statsforecast (auto arima, auto ets, auto theta, dynamic theta, mstl, seasonal naive), prophet, lightgbm,
        scikit-learn (hist boosting, random forest, logistic, ridge, svc, kmeans), lifetimes (bg nbd, mbg nbd, pareto nbd), implicit (als, bm25),
        statsmodels (mixedlm, ols), pyvrp, ortools; ease, popularity, own frequency, cosine and confidence are a few lines of numpy. Processor seconds are those
        of learning and answering; ours hold the start of the program and the reading of the files too, theirs do not.

        """
}
