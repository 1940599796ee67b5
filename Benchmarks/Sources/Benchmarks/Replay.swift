import ArgumentParser
import Foundation
import Synchronization

struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Places every order of the pizza_sales files through the HTTP API, and takes each to the counter.",
        discussion: """
            The server is a shop made by `pizzamama import pizza-sales DIR`, started with `--simulated-clock 2015-01-01T14:00:00Z` and
            PIZZAMAMA_CHANGES_PER_MINUTE=10000000. Orders of one simulated quarter of an hour are placed by all clients at once; between
            quarters the clock is moved. With --server the replay starts that program itself, on PIZZAMAMA_DATABASE, and with --kill-every
            it kills it (SIGKILL) and starts it again, over and over. Steps and orders are repeated, orders with their key; a cart whose
            filling was interrupted is filled anew.
            """)

    @Argument(help: "The folder with the four files.") var folder: String
    @Option(help: "The server's port on 127.0.0.1.") var port: UInt16
    @Option(help: "How many customers at once.") var clients = 16
    @Option(help: "Only the first days.") var days: Int?
    @Option(help: "Who accepts the orders.") var staff = "owner"
    @Option(help: "Their password.") var password: String
    @Option(help: "The server's process, for its processor time.") var serverPid: Int?
    @Option(help: "The pizzamama program, to be started by the replay.") var server: String?
    @Option(help: "Kill the server each so many seconds.") var killEvery: Double?

    func validate() throws {
        if killEvery != nil, server == nil { throw ValidationError("--kill-every needs --server.") }
    }

    func run() throws {
        let files = try SalesFiles(folder: folder, days: days)
        let victim = try server.map { try Victim(program: $0, port: port, killEvery: killEvery) }
        defer { victim?.end() }
        let menu = try MenuIndex(HTTPClient(port: port))
        let timings = Timings()
        let token = Mutex(try signIn(HTTPClient(port: port)))
        let clock = HTTPClient(port: port)
        let start = monotonicSeconds()
        let before = serverPid.flatMap(processorSeconds)
        var index = 0
        while index < files.orders.count {
            let quarter = (files.orders[index].seconds / 900).rounded(.down)
            let end =
                files.orders[index...].firstIndex { ($0.seconds / 900).rounded(.down) != quarter } ?? files.orders.count
            let batch = Array(files.orders[index..<end])
            let instant = batch[0].instant
            clock.afterLoss = { try setClock(HTTPClient(port: port), instant) }
            try setClock(clock, instant)
            // A session that lies unused ends after twelve hours, and the clock runs through days.
            if index == 0 || batch[0].date != files.orders[index - 1].date {
                let fresh = try signIn(clock)
                token.withLock { $0 = fresh }
            }
            let bearer = token.withLock { $0 }
            place(batch, files, menu, bearer, timings)
            index = end
        }
        let seconds = monotonicSeconds() - start
        print(
            "\(files.orders.count) orders in \(String(format: "%.1f", seconds)) s: \(String(format: "%.0f", Double(files.orders.count) / seconds)) a second, \(clients) clients"
        )
        if let before, let after = serverPid.flatMap(processorSeconds) {
            print(
                "server: \(String(format: "%.2f", (after - before) * 1000 / Double(files.orders.count))) ms of processor an order"
            )
        }
        print(timings.report)
        if let victim { print("the server was killed \(victim.end()) times") }
        if timings.failures > 0 { throw ExitCode(1) }
    }

    private func setClock(_ client: HTTPClient, _ instant: String) throws {
        let answer = try client.send("PUT", "/api/v1/clock", "{\"now\":\"\(instant)\"}")
        guard answer.status == 200 else { throw ValidationError("The clock cannot be set: \(answer.status).") }
    }

    private func signIn(_ client: HTTPClient) throws -> String {
        let answer = try client.send(
            "POST", "/api/v1/session", "{\"sign_in\":\"\(staff)\",\"password\":\"\(password)\"}")
        guard let token = answer.text("token") else {
            throw ValidationError("\(staff) cannot sign in: \(answer.status)")
        }
        return token
    }

    private func place(
        _ batch: [SalesFiles.Order], _ files: SalesFiles, _ menu: MenuIndex, _ bearer: String, _ timings: Timings
    ) {
        let next = Mutex(0)
        let port = port
        let instant = batch[0].instant
        DispatchQueue.concurrentPerform(iterations: min(clients, batch.count)) { _ in
            let client = HTTPClient(port: port)
            // A server that was started anew has forgotten what time it is.
            client.afterLoss = { try setClock(HTTPClient(port: port), instant) }
            let customer = Customer(client: client, files: files, menu: menu, bearer: bearer, timings: timings)
            while true {
                let mine = next.withLock { next -> Int in
                    defer { next += 1 }
                    return next
                }
                guard mine < batch.count else { return }
                customer.walk(batch[mine])
            }
        }
    }
}

/// The ids that a configuration needs, by the names of the files.
struct MenuIndex: Sendable {
    let products: [String: String]
    let sizes: [String: String]

    init(_ client: HTTPClient) throws {
        let menu = try client.send("GET", "/api/v1/menu").object
        func index(_ list: String) -> [String: String] {
            let rows = menu[list] as? [[String: Any]] ?? []
            return Dictionary(
                rows.compactMap { row in
                    (row["slug"] as? String).flatMap { slug in (row["id"] as? String).map { (slug, $0) } }
                }, uniquingKeysWith: { $1 })
        }
        products = index("products")
        sizes = index("sizes")
        if products.isEmpty { throw ValidationError("The server's menu is empty.") }
    }
}

/// One customer after the other on one connection: cart, offer, order; then the kitchen takes it to the counter.
private final class Customer {
    let client: HTTPClient
    let files: SalesFiles
    let menu: MenuIndex
    let bearer: String
    let timings: Timings

    init(client: HTTPClient, files: SalesFiles, menu: MenuIndex, bearer: String, timings: Timings) {
        self.client = client
        self.files = files
        self.menu = menu
        self.bearer = bearer
        self.timings = timings
    }

    private struct Refused: Error {}

    private func step(
        _ name: String, _ method: String, _ path: String, _ json: String, _ headers: String = "",
        isRepeatable: Bool = true
    ) throws -> HTTPClient.Answer {
        let start = monotonicSeconds()
        let answer = try client.send(method, path, json, headers, isRepeatable: isRepeatable)
        timings.add(name, monotonicSeconds() - start)
        guard (200..<300).contains(answer.status) else {
            timings.fail(name, String(answer.status), String(decoding: answer.body, as: UTF8.self))
            throw Refused()
        }
        return answer
    }

    func walk(_ order: SalesFiles.Order) {
        do {
            let id = try placeAfterAll(order)
            for verb in ["acceptance", "preparation", "readiness", "delivery"] {
                _ = try step(
                    verb, "PUT", "/api/v1/kitchen/orders/\(id)/\(verb)", "{}", "Authorization: Bearer \(bearer)\r\n")
            }
        } catch is Refused {
        } catch {
            timings.fail("order \(order.id)", "lost", "\(error)")
        }
    }

    /// A cart that was interrupted by a kill is left behind and another one filled; nothing was ordered from it.
    private func placeAfterAll(_ order: SalesFiles.Order) throws -> String {
        while true {
            do { return try place(order) } catch is HTTPClient.Interrupted { continue }
        }
    }

    /// Fills a cart, asks for an offer and orders; an order that was lost is repeated with its key by the client itself.
    private func place(_ order: SalesFiles.Order) throws -> String {
        client.cookie = ""
        for line in order.lines {
            guard let pizza = files.pizzas[line.pizza],
                let product = menu.products[pizza.type.replacingOccurrences(of: "_", with: "-")],
                let size = menu.sizes[pizza.size]
            else { throw Refused() }
            _ = try step(
                "cart", "POST", "/api/v1/cart/lines",
                "{\"product\":\"\(product)\",\"size\":\"\(size)\",\"quantity\":\(line.quantity),\"note\":\"\(line.pizza)\"}",
                isRepeatable: false)
        }
        let quote = try step("quote", "POST", "/api/v1/quotes", "{\"mode\":\"pickup\"}", isRepeatable: false)
        let body =
            "{\"quote\":\"\(quote.text("id") ?? "")\",\"name\":\"Guest \(order.id)\",\"phone\":\"+12125550100\",\"payment\":\"cash\"}"
        let placed = try step("order", "POST", "/api/v1/orders", body, "Idempotency-Key: replay-\(order.id)-2015\r\n")
        guard let id = placed.text("id") else { throw Refused() }
        return id
    }
}
