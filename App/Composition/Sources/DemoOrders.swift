import Foundation
import HTTPTypes
import Kernel
import Menu
import Products
import Shop
import Stores
import Web

/// An evening's orders for the demo, placed through the same front as everybody's: one new, one being made, one that is ready.
struct DemoOrders: Sendable {
    let pizzeria: Pizzeria

    private struct Guest {
        let name, phone, street, number: String
        let wish: [(slug: String, half: String?, quantity: Int)]
        let steps: [String]
    }

    private static let guests = [
        Guest(
            name: "Giulia", phone: "+39 333 000 0001", street: "", number: "",
            wish: [("margherita", nil, 2), ("diavola", nil, 1)], steps: ["acceptance", "preparation", "readiness"]),
        Guest(
            name: "Pietro", phone: "+39 333 000 0002", street: "", number: "", wish: [("capricciosa", "margherita", 1)],
            steps: ["acceptance", "preparation"]),
        Guest(
            name: "Nora", phone: "+39 333 000 0003", street: "", number: "",
            wish: [("diavola", "margherita", 1), ("margherita", nil, 1)],
            steps: []),
    ]

    func place() async throws {
        for guest in Self.guests { try await place(guest) }
    }

    private func place(_ guest: Guest) async throws {
        let menu = pizzeria.products.menus[pizzeria.stores.shops.value.all.first?.scope]
        let visitor = Visitor(pizzeria: pizzeria)
        for wish in guest.wish {
            guard let product = menu.product(slug: wish.slug) ?? menu.products.first(where: { $0.pizza != nil }) else {
                continue
            }
            var sections = ["{\"recipe\":\"\(product.id)\"}"]
            if let half = wish.half.flatMap({ menu.product(slug: $0) }) {
                sections.append("{\"recipe\":\"\(half.id)\"}")
            }
            try await visitor.post(
                "/cart/lines",
                "{\"product\":\"\(product.id)\",\"quantity\":\(wish.quantity),\"sections\":[\(sections.joined(separator: ","))]}"
            )
        }
        guard let window = pizzeria.firstWindow else { return }
        let quote = try await visitor.post("/quotes", "{\"mode\":\"pickup\",\"wanted_from\":\"\(window)\"}")
        let order = try await visitor.post(
            "/orders",
            "{\"quote\":\"\(quote["id"] ?? "")\",\"name\":\"\(guest.name)\",\"phone\":\"\(guest.phone)\",\"payment\":\"cash\"}"
        )
        guard let id = order["id"] as? String else { return }
        let session = try await visitor.post("/session", "{\"sign_in\":\"bea\",\"password\":\"pizzamama\"}")
        for step in guest.steps {
            try await visitor.put("/kitchen/orders/\(id)/\(step)", bearer: session["token"] as? String ?? "")
        }
    }
}

extension Pizzeria {
    /// The first window for pickup, so that the demo has orders at whatever hour it is made.
    fileprivate var firstWindow: Instant? {
        stores.shops.value.all.first?.rules.windows(
            now: clock.now(), .pickup, work: WorkLoad(["oven": 8]), used: { _, _ in 0 }
        )
        .first { $0.isFree }?.window.from
    }
}

/// Somebody who calls the front without a socket.
private final class Visitor {
    private let pizzeria: Pizzeria
    private var cookie = ""
    private var calls = 0

    init(pizzeria: Pizzeria) { self.pizzeria = pizzeria }

    @discardableResult func post(_ path: String, _ body: String) async throws -> [String: Any] {
        try await send(.post, path, body, [:])
    }

    func put(_ path: String, bearer: String) async throws {
        _ = try await send(.put, path, "{}", ["Authorization": "Bearer \(bearer)"])
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String, _ more: [String: String]
    ) async throws -> [String: Any] {
        calls += 1
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: "/api/v1\(path)")
        head.headerFields[.contentType] = "application/json"
        if !cookie.isEmpty { head.headerFields[.cookie] = cookie }
        let key = "demo-\(pizzeria.clock.now().microseconds)-\(calls)"
        for (name, value) in more.merging(["Idempotency-Key": key], uniquingKeysWith: { $1 }) {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        let answer = try await pizzeria.front.exchange(head, body: Array(body.utf8))
        if let set = answer.head.headerFields[.setCookie], set.contains("cart=") {
            cookie = String(set.prefix { $0 != ";" })
        }
        let text = String(decoding: answer.body, as: UTF8.self)
        guard (200..<300).contains(answer.head.status.code) else { throw DemoRefused(path: path, answer: text) }
        return (try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]) ?? [:]
    }
}

/// A demo order was refused; says which and why.
struct DemoRefused: Error, CustomStringConvertible {
    let path: String
    let answer: String
    var description: String { "The demo's \(path) was refused: \(answer)" }
}
