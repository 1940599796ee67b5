import ArgumentParser
import Foundation
import Synchronization

struct Orders: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Places orders of one pizza as fast as the server takes them.",
        discussion:
            "Each order is a cart, an offer and the order. Carts and offers are made first; then only the orders are timed. All want the same slot of the kitchen, which must have room for them: UPDATE store_stations SET units_per_slot = 1000000."
    )

    @Option(help: "The server's port on 127.0.0.1.") var port: UInt16
    @Option(help: "How many customers at once.") var connections = 64
    @Option(help: "How many orders.") var orders = 8000
    @Option(help: "What everybody orders.") var product = "margherita"
    @Option(help: "The server's process, for its processor time.") var serverPid: Int?

    func run() throws {
        let probe = HTTPClient(port: port)
        guard let product = try probe.send("GET", "/api/v1/menu/\(product)").text("id") else {
            throw ValidationError("There is no \(product) on the server's menu.")
        }
        let timings = Timings()
        let ready = Mutex<[(cookie: String, quote: String)]>([])
        let (share, port) = (orders / connections, port)
        concurrently { _ in
            let client = HTTPClient(port: port)
            for _ in 0..<share {
                client.cookie = ""
                let start = monotonicSeconds()
                let cart = try? client.send("POST", "/api/v1/cart/lines", "{\"product\":\"\(product)\"}")
                timings.add("cart", monotonicSeconds() - start)
                let asked = monotonicSeconds()
                let quote = try? client.send("POST", "/api/v1/quotes", "{\"mode\":\"pickup\"}")
                timings.add("quote", monotonicSeconds() - asked)
                guard cart?.status == 201, let id = quote?.text("id") else {
                    timings.fail(
                        "quote", String(quote?.status ?? 0),
                        quote.map { String(decoding: $0.body, as: UTF8.self) } ?? "")
                    continue
                }
                ready.withLock { $0.append((client.cookie, id)) }
            }
        }
        let prepared = ready.withLock { $0 }
        let next = Mutex(0)
        let before = serverPid.flatMap(processorSeconds)
        let start = monotonicSeconds()
        let run = UInt32.random(in: 0 ... .max)
        concurrently { _ in
            let client = HTTPClient(port: port)
            while let mine = next.withLock({ next -> Int? in
                guard next < prepared.count else { return nil }
                defer { next += 1 }
                return next
            }) {
                client.cookie = prepared[mine].cookie
                let began = monotonicSeconds()
                let answer = try? client.send(
                    "POST", "/api/v1/orders",
                    "{\"quote\":\"\(prepared[mine].quote)\",\"name\":\"Ada\",\"phone\":\"+393331234567\",\"payment\":\"cash\"}",
                    "Idempotency-Key: load-\(run)-\(mine)\r\n")
                timings.add("order", monotonicSeconds() - began)
                if answer?.status != 201 {
                    timings.fail(
                        "order", String(answer?.status ?? 0),
                        answer.map { String(decoding: $0.body, as: UTF8.self) } ?? "lost")
                }
            }
        }
        let seconds = monotonicSeconds() - start
        print(
            "\(prepared.count) orders in \(String(format: "%.2f", seconds)) s: \(String(format: "%.0f", Double(prepared.count) / seconds)) a second, \(connections) connections"
        )
        if let before, let after = serverPid.flatMap(processorSeconds) {
            print(
                "server: \(String(format: "%.0f", (after - before) * 1_000_000 / Double(prepared.count))) µs of processor an order"
            )
        }
        print(timings.report)
        if timings.failures > 0 { throw ExitCode(1) }
    }

    private func concurrently(_ body: @escaping @Sendable (Int) -> Void) {
        let group = DispatchGroup()
        for number in 0..<connections {
            group.enter()
            let thread = Thread {
                body(number)
                group.leave()
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        group.wait()
    }
}
