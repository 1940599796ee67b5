import ArgumentParser
import Foundation

struct Lists: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Reads a long list of the back office: pages from anywhere in it, in both orders, filtered and searched.",
        discussion: """
            Needs rows: 10,000 special days, put into the database of the server with sqlite3 and then read by a server started anew:

            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO store_special_days (id, version, store_id, day, label)
            SELECT randomblob(16), 1, (SELECT id FROM stores LIMIT 1),
                (2030 + i / 336) * 10000 + (i / 28 % 12 + 1) * 100 + i % 28 + 1, '{"it":"Giorno ' || i || '"}' FROM n;

            Exits with 1 when the 99th percentile of a page is above the bound.
            """)

    @Option(help: "The server's port on 127.0.0.1.") var port: UInt16
    @Option(help: "Who signs in.") var signIn = "mama"
    @Option(help: "With which password.") var password = "pizzamama"
    @Option(help: "How many pages of each kind.") var pages = 1000
    @Option(help: "The bound of the 99th percentile, in milliseconds.") var bound = 20.0

    func run() throws {
        let client = HTTPClient(port: port)
        let body = "{\"sign_in\":\"\(signIn)\",\"password\":\"\(password)\"}"
        guard let token = try client.send("POST", "/api/v1/session", body).text("token") else {
            throw ValidationError("\(signIn) cannot sign in.")
        }
        let key = "Authorization: Bearer \(token)\r\n"
        let timings = Timings()
        var slowest: [Double] = []
        for (kind, query) in [
            ("first", "limit=50"), ("onwards", "limit=50&sort=day"), ("backwards", "limit=50&sort=-day"),
            ("filtered", "limit=50&sort=day&since=2031-01-01&until=2050-12-31"),
            ("searched", "limit=50&q=giorno%20777"),
        ] {
            var (seconds, next): ([Double], String?) = ([], nil)
            for _ in 0..<pages {
                let onwards = kind == "first" ? "" : next.map { "&cursor=\($0)" } ?? ""
                let start = monotonicSeconds()
                let answer = try client.send("GET", "/api/v1/special-days?\(query)\(onwards)", nil, key)
                let took = monotonicSeconds() - start
                timings.add(kind, took)
                seconds.append(took)
                next = answer.text("next")
                if answer.status != 200 {
                    timings.fail(kind, String(answer.status), String(decoding: answer.body, as: UTF8.self))
                }
            }
            slowest.append(seconds.sorted()[min(seconds.count - 1, Int(Double(seconds.count) * 0.99))])
        }
        print(timings.report)
        if timings.failures > 0 || slowest.contains(where: { $0 * 1000 > bound }) { throw ExitCode(1) }
    }
}
