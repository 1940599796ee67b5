import ArgumentParser
import Foundation

struct Streams: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Opens many streams of one order's page, and times how long an event takes to reach all.",
        discussion:
            "The order is given up by its customer, which is the event. Source addresses 127.0.1.x, so that ports suffice."
    )

    @Option(help: "The server's port on 127.0.0.1.") var port: UInt16
    @Option(help: "How many streams.") var streams = 10_000
    @Option(help: "The server's process, for its memory.") var serverPid: Int

    func run() throws {
        let client = HTTPClient(port: port)
        let token = try order(client)
        let before = memory()
        var descriptors: [Int32] = []
        let start = monotonicSeconds()
        for number in 0..<streams { descriptors.append(try open(number, token)) }
        for descriptor in descriptors { waitForBytes(descriptor) }
        print("\(streams) streams open after \(String(format: "%.1f", monotonicSeconds() - start)) s")
        let after = memory()
        print(
            "server: \(String(format: "%.1f", Double(after - before) / Double(streams))) KiB each (\(before) → \(after) KiB)"
        )
        let sent = monotonicSeconds()
        guard try client.send("PUT", "/api/v1/orders/\(token)/withdrawal", "{}").status == 200 else {
            throw ValidationError("The order cannot be given up.")
        }
        var times: [Double] = []
        for descriptor in descriptors {
            waitForBytes(descriptor)
            times.append(monotonicSeconds() - sent)
        }
        times.sort()
        print(
            "the event reached half after \(String(format: "%.3f", times[times.count / 2])) s, all after \(String(format: "%.3f", times.last ?? 0)) s"
        )
        for descriptor in descriptors { close(descriptor) }
    }

    private func order(_ client: HTTPClient) throws -> String {
        let menu = try client.send("GET", "/api/v1/menu").object
        guard let product = (menu["products"] as? [[String: Any]])?.first?["id"] as? String else {
            throw ValidationError("The server's menu is empty.")
        }
        _ = try client.send("POST", "/api/v1/cart/lines", "{\"product\":\"\(product)\"}")
        let quote = try client.send("POST", "/api/v1/quotes", "{\"mode\":\"pickup\"}").text("id") ?? ""
        let placed = try client.send(
            "POST", "/api/v1/orders",
            "{\"quote\":\"\(quote)\",\"name\":\"Ada\",\"phone\":\"+393331234567\",\"payment\":\"cash\"}",
            "Idempotency-Key: streams-\(UInt32.random(in: 0 ... .max))\r\n")
        guard let token = placed.text("token") else {
            throw ValidationError("No order: \(String(decoding: placed.body, as: UTF8.self))")
        }
        return token
    }

    private func open(_ number: Int, _ token: String) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ValidationError("No more descriptors after \(number); raise ulimit -n.") }
        func address(_ host: UInt32, _ port: UInt16) -> sockaddr_in {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = host.bigEndian
            return address
        }
        var local = address(0x7F00_0101 + UInt32(number / 4000), 0)
        var remote = address(0x7F00_0001, port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &local) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        let connected = withUnsafePointer(to: &remote) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard bound == 0, connected == 0 else {
            throw ValidationError("Stream \(number) cannot connect: \(String(cString: strerror(errno)))")
        }
        let request = Array(
            "GET /orders/\(token)/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".utf8)
        _ = request.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        return descriptor
    }

    /// Blocks until something new has arrived, and reads it.
    private func waitForBytes(_ descriptor: Int32) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        _ = recv(descriptor, &chunk, chunk.count, 0)
        while recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT)) > 0 {}
    }

    private func memory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(serverPid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}
