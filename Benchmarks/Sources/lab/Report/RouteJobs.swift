import ArgumentParser
import Foundation
import Routing

extension ReportJob {
    static let route = ReportJob(
        title: "Routes",
        explanation: """
            Solomon's problems of 100 customers; distance counts alone, legs are cut to one decimal, and the length is in full precision. Gap to the best known
            distance. Ours search for one second each, the others for ten. That routes are allowed is checked again here.
            """,
        splits: [Split(folder: "route", title: "12 problems")],
        measures: ["mean gap, %", "largest gap, %", "within 1 %"],
        answer: { folder, lab in
            var text = "instance,distance,vehicles\n"
            for name in try instances(folder) {
                let answer = try lab([
                    "route", "--instance", folder.file("\(name).txt"), "--seconds", "1", "--objective", "distance",
                    "--cut",
                ])
                let routes = answer.split(separator: "\n").filter { $0.hasPrefix("Route #") }.map { line in
                    line.split(separator: ":").last.map { $0.split(separator: " ").compactMap { Int($0) } } ?? []
                }
                text += "\(name),\(try length(routes, folder.file("\(name).txt"))),\(routes.count)\n"
            }
            return text
        },
        score: { folder, answers in
            let best = try folder.table("best_known.csv").rows(by: [["instance"]])
            let known = try folder.table("best_known.csv").index(["dist_float"])
            let gaps = try zip(answers.texts(["instance"]), answers.numbers("distance")).map {
                name, distance -> Double in
                guard let least = best[[name]].flatMap({ Double($0[known]) }) else {
                    throw ValidationError("No best for \(name).")
                }
                return (distance / least - 1) * 100
            }
            return [Scores.mean(gaps), gaps.max(), Double(gaps.count { $0 <= 1 })]
        },
        simple: nil)

    private static func instances(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }.map {
            String($0.dropLast(4))
        }.sorted()
    }

    /// The length of routes of customers from 1, with legs cut to one decimal for the clock; throws when they are not allowed.
    private static func length(_ routes: [[Int]], _ path: String) throws -> Double {
        let problem = try Route.read(path)
        let vehicle = problem.vehicles[0]
        func leg(_ from: Int, _ to: Int) -> Double {
            hypot(problem.points[from].x - problem.points[to].x, problem.points[from].y - problem.points[to].y)
        }
        guard routes.flatMap({ $0 }).sorted() == Array(1...problem.stops.count), routes.count <= problem.vehicles.count
        else {
            throw ValidationError("\(path): not every customer once.")
        }
        var total = 0.0
        for route in routes {
            var (time, here, load) = (vehicle.from, 0, 0.0)
            for place in route + [0] {
                time += ((leg(here, place) * 10 + 1e-9).rounded(.down)) / 10
                total += leg(here, place)
                if place > 0 {
                    let stop = problem.stops[place - 1]
                    load += stop.demand
                    guard time <= stop.closes + 1e-6 else { throw ValidationError("\(path): too late at \(place).") }
                    time = max(time, stop.opens) + stop.service
                }
                here = place
            }
            guard time <= vehicle.until + 1e-6, load <= vehicle.capacity else {
                throw ValidationError("\(path): too late or too much.")
            }
        }
        return total
    }

    static let abtest = ReportJob(
        title: "Experiments",
        explanation: """
            116 cases with the answers of scipy and statsmodels. The largest relative error; of the Bayesian probabilities, whose answers there come from a numerical
            integral that is good to a millionth, the largest difference.
            """,
        splits: [Split(folder: "abtest", title: "Worked cases")],
        measures: ["cases", "numbers", "largest error", "largest difference, Bayesian"],
        answer: { folder, lab in
            let answers = try JSONSerialization.jsonObject(
                with: Data(lab(["abtest", "--cases", folder.file("cases.json")]).utf8))
            let asked = try JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appendingPathComponent("cases.json")))
            guard let answers = answers as? [[String: Any]], let asked = asked as? [[String: Any]],
                answers.count == asked.count
            else {
                throw ValidationError("Not as many answers as cases.")
            }
            var text = "case,kind,name,expected,result\n"
            for (number, (one, answer)) in zip(asked, answers).enumerated() {
                let (expected, result) = (
                    one["expected"] as? [String: Any] ?? [:], answer["result"] as? [String: Any] ?? [:]
                )
                for (name, value) in expected.sorted(by: { $0.key < $1.key }) where name != "tolerance" {
                    let (wanted, found) = (numbers(value), numbers(result[name] ?? [Double]()))
                    for place in wanted.indices {
                        let given = found.indices.contains(place) ? found[place] : .nan
                        text += "\(number),\(one["kind"] ?? ""),\(name),\(wanted[place]),\(given)\n"
                    }
                }
            }
            return text
        },
        score: { _, answers in
            let (expected, result, kinds) = (
                try answers.numbers("expected"), try answers.numbers("result"), try answers.texts(["kind"])
            )
            let errors = kinds.indices.map { row -> Double in
                let (wanted, given) = (expected[row], result[row])
                let unit = kinds[row].hasPrefix("bayes") ? 1 : max(abs(wanted), 1e-300)
                return wanted == given ? 0 : given.isNaN ? .infinity : abs(given - wanted) / unit
            }
            func largest(_ isWanted: (String) -> Bool) -> Double? {
                zip(kinds, errors).filter { isWanted($0.0) }.map(\.1).max()
            }
            return [
                Double(Set(try answers.texts(["case"])).count), Double(errors.count),
                largest { !$0.hasPrefix("bayes") },
                largest { $0.hasPrefix("bayes") },
            ]
        },
        simple: nil)

    private static func numbers(_ value: Any) -> [Double] {
        if let many = value as? [Any] { return many.flatMap(numbers) }
        if let text = value as? String { return [Double(text) ?? .nan] }
        return (value as? NSNumber).map { [$0.doubleValue] } ?? []
    }
}
