import Foundation

/// A client of HTTP/1.1 on one blocking socket that is kept open; loopback only. It comes back after the server was killed.
final class HTTPClient {
    struct Answer {
        let status: Int
        let body: [UInt8]
        let cookie: String?
    }

    struct Lost: Error {}
    /// A request that must not be repeated was lost: it may have been carried out, or not.
    struct Interrupted: Error {}

    private let port: UInt16
    private var socketDescriptor: Int32 = -1
    private var buffer: [UInt8] = []
    /// The cart's cookie, for the order that is being placed.
    var cookie = ""
    /// What is done before a lost request is repeated, when the server may have been started anew.
    var afterLoss: (() throws -> Void)?

    init(port: UInt16) { self.port = port }
    deinit { if socketDescriptor >= 0 { close(socketDescriptor) } }

    /// Sends a request and reads its answer. A lost connection is made anew and the same request repeated, at most `tries` times
    /// with a growing pause, so that a server may be killed and started again meanwhile. Throws `Interrupted` instead of repeating a
    /// request that would do its work twice.
    func send(
        _ method: String, _ path: String, _ json: String? = nil, _ headers: String = "", isRepeatable: Bool = true,
        tries: Int = 60
    ) throws -> Answer {
        let body = json ?? ""
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAccept: application/json\r\n\(headers)"
        if !cookie.isEmpty { head += "Cookie: \(cookie)\r\n" }
        if json != nil { head += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n" }
        let bytes = Array((head + "\r\n" + body).utf8)
        var failures = 0
        while true {
            do {
                let answer = try exchange(bytes)
                if let set = answer.cookie, set.hasPrefix("cart=") { cookie = String(set.prefix { $0 != ";" }) }
                // The server may be up before its database is.
                if answer.status == 503, failures < tries {
                    failures += 1
                    usleep(UInt32(min(failures, 10)) * 20_000)
                    if !isRepeatable { throw Interrupted() }
                    continue
                }
                return answer
            } catch is Lost where failures < tries {
                failures += 1
                drop()
                usleep(UInt32(min(failures, 10)) * 20_000)
                try afterLoss?()
                if !isRepeatable { throw Interrupted() }
            }
        }
    }

    private func drop() {
        if socketDescriptor >= 0 { close(socketDescriptor) }
        socketDescriptor = -1
        buffer = []
    }

    private func connectIfNeeded() throws {
        if socketDescriptor >= 0 { return }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            throw Lost()
        }
        socketDescriptor = descriptor
    }

    private func exchange(_ bytes: [UInt8]) throws -> Answer {
        try connectIfNeeded()
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socketDescriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Lost() }
            sent += count
        }
        let end = try readHead()
        let head = String(decoding: buffer[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Lost()
        }
        func field(_ name: String) -> String? {
            lines.first { $0.lowercased().hasPrefix(name + ":") }.map {
                $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
            }
        }
        let length = field("content-length").flatMap { Int($0) } ?? 0
        while buffer.count < end + 4 + length { try fill() }
        let body = Array(buffer[(end + 4)..<(end + 4 + length)])
        buffer.removeFirst(end + 4 + length)
        if field("connection") == "close" { drop() }
        return Answer(status: status, body: body, cookie: field("set-cookie"))
    }

    private func readHead() throws -> Int {
        var searched = 0
        while true {
            if buffer.count >= 4 {
                for index in max(0, searched - 3)..<max(0, buffer.count - 3)
                where buffer[index] == 13 && buffer[index + 1] == 10 && buffer[index + 2] == 13
                    && buffer[index + 3] == 10
                {
                    return index
                }
            }
            searched = buffer.count
            try fill()
        }
    }

    private func fill() throws {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socketDescriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw Lost() }
        buffer.append(contentsOf: chunk[..<count])
    }
}

extension HTTPClient.Answer {
    /// The body as an object.
    var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:] }

    /// The text of a member that stands at the top of the body, without reading all of it.
    func text(_ member: String) -> String? { object[member] as? String }
}
