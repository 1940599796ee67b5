import ArgumentParser
import Foundation
import ML

struct Recommend: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What each user would like next.",
        discussion: """
            Reads `user,item,value,ts` and writes `user,ranked`, the items between bars, the best first. Without --repeat what a user has taken is
            not suggested again. How each mixture did on what was kept back goes to standard error.
            """)

    @Option(help: "The file of events.") var train: String
    @Option(help: "How many items for each user.") var top = 10
    @Flag(name: .customLong("repeat"), help: "Things may be bought again.") var allowsRepeats = false

    func run() throws {
        let table = try Table(train)
        let (user, item) = (try table.index("user", "user_id"), try table.index("item", "item_id"))
        let time = try table.index("ts", "time", "timestamp")
        var (users, items): ([String: Int], [String: Int]) = ([:], [:])
        var (userNames, itemNames): ([String], [String]) = ([], [])
        func number(_ name: String, _ numbers: inout [String: Int], _ names: inout [String]) -> Int {
            if let known = numbers[name] { return known }
            numbers[name] = names.count
            names.append(name)
            return names.count - 1
        }
        let events = try table.rows.enumerated().map { line, row in
            guard let moment = Double(row[time]), moment.isFinite else {
                throw ValidationError("\(train):\(line + 2): \(row[time]) is no time.")
            }
            return Event(
                user: number(row[user], &users, &userNames), item: number(row[item], &items, &itemNames), time: moment)
        }
        guard let recommender = Recommender(events, allowsRepeats: allowsRepeats) else {
            throw ValidationError("\(train) has no events.")
        }
        let scores = recommender.scores.map { "kept back, \($0.name): gain at ten \($0.gain), weight \($0.weight)\n" }
            .joined()
        FileHandle.standardError.write(Data(scores.utf8))
        let own = Dictionary(grouping: events, by: \.user)
        print("user,ranked")
        for user in userNames.indices {
            let ranked = recommender.rank(own[user] ?? [], top: top)
            print("\(userNames[user]),\(ranked.map { itemNames[$0] }.joined(separator: "|"))")
        }
    }
}
