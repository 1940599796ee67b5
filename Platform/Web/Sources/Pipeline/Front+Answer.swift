import HTML
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Secrets

extension Front {
    /// A page that every stranger gets alike, if it is in the cache.
    func sharedResponse(_ route: Route, _ call: Call, _ request: Request) -> Response? {
        guard let key = sharedKey(route, call), let version = route.sharedVersion?(),
            let entry = cache.entry(key, version: version)
        else { return nil }
        return response(of: entry, request)
    }

    private func sharedKey(_ route: Route, _ call: Call) -> String? {
        guard route.sharedVersion != nil, call.method == .get || call.method == .head, call.face != .fragment else {
            return nil
        }
        if !call.cookies.isEmpty, personalCookies.contains(where: { call.cookie($0) != nil }) { return nil }
        return "\(call.face)|\(call.language.rawValue)|\(call.path)?\(call.queryText)"
    }

    private func response(of entry: PageCache.Entry, _ request: Request) -> Response {
        if let known = request.headers[.ifNoneMatch], known == entry.tag || known == "W/\(entry.tag)" {
            return Response(status: .notModified, headers: entry.unchangedFields)
        }
        let variant = entry.gzip.flatMap { acceptsGzip(request) ? $0 : nil } ?? entry.plain
        return Response(status: .ok, headers: variant.fields, body: .init(byteBuffer: variant.bytes))
    }

    private func entry(_ bytes: [UInt8], type: String, version: String) -> PageCache.Entry {
        let tag = "\"\(Digest.hex(Digest.sha256(bytes).prefix(9)))\""
        var unchanged = securityFields
        unchanged.append(HTTPField(name: .eTag, value: tag))
        unchanged.append(HTTPField(name: .cacheControl, value: "no-cache"))
        unchanged.append(HTTPField(name: .vary, value: Self.variesBy))
        var plain = unchanged
        plain.append(HTTPField(name: .contentType, value: type))
        var gzip = plain
        gzip.append(HTTPField(name: .contentEncoding, value: "gzip"))
        return PageCache.Entry(
            version: version, tag: tag, plain: PageCache.Variant(bytes: ByteBuffer(bytes: bytes), fields: plain),
            gzip: Gzip.compressSmall(bytes).map { PageCache.Variant(bytes: ByteBuffer(bytes: $0), fields: gzip) },
            unchangedFields: unchanged)
    }

    /// What of a request decides how an answer looks.
    private static let variesBy = "Accept-Encoding, Accept-Language, Cookie, Accept, HX-Request"

    /// Turns a reply into bytes; a page that is the same for every stranger is kept.
    func render(_ reply: Reply, _ call: Call, _ request: Request, _ route: Route) throws -> Response {
        var headers = HTTPFields()
        for (name, value) in reply.fields { headers[name] = value }
        for cookie in reply.cookies {
            headers.append(.init(name: .setCookie, value: cookie.header(secure: settings.isSecure)))
        }
        let bytes: [UInt8]
        switch reply.body {
        case .page(let page):
            bytes = shell.document(page, call).bytes
            headers[.contentType] = "text/html; charset=utf-8"
        case .fragment(let html):
            bytes = html.bytes
            headers[.contentType] = "text/html; charset=utf-8"
        case .json(let body, let type), .bytes(let body, let type):
            bytes = body
            headers[.contentType] = type
        case .stream(let stream): return open(stream, headers)
        case .empty: bytes = []
        }
        if let key = sharedKey(route, call), let version = route.sharedVersion?(), reply.status == 200,
            reply.cookies.isEmpty
        {
            let entry = entry(bytes, type: headers[.contentType] ?? "", version: version)
            cache.store(entry, for: key)
            return response(of: entry, request)
        }
        headers[.cacheControl] = "no-store"
        headers[.vary] = Self.variesBy
        let status = HTTPResponse.Status(code: reply.status)
        if bytes.isEmpty { return Response(status: status, headers: headers) }
        // Below a packet's worth, compressing costs more than it saves.
        if bytes.count > 1400, acceptsGzip(request), let gzip = Gzip.compressQuickly(bytes) {
            headers[.contentEncoding] = "gzip"
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: gzip)))
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The answer to an error: a refusal as it is, anything else as "internal", logged in full and shown to nobody.
    func refusal(of error: any Error, _ call: Call, _ request: Request, api: Bool) -> Response {
        let problem: Problem
        if let refusal = error as? AppError ?? translate(error) {
            problem = Problem(refusal, words: call.words, requestID: call.requestID)
        } else {
            call.logger.error("internal error", metadata: ["error": .string(String(reflecting: error))])
            problem = Problem(internal: call.requestID, words: call.words)
        }
        if problem.status == 401, call.face == .page, call.method == .get {
            return Response(
                status: .seeOther, headers: [.location: "/session/new?next=\(call.path)", .cacheControl: "no-store"])
        }
        return response(of: problem, call, request)
    }

    func response(of problem: Problem, _ call: Call, _ request: Request) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
        // The rest of a body that was refused is not worth reading.
        if problem.status == 413 { headers[.connection] = "close" }
        let bytes: [UInt8]
        switch call.face {
        case .json:
            headers[.contentType] = "application/problem+json"
            // RFC 9110 section 11.6.1 wants to know how to do better. A browser would ask for a password of its own.
            if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer realm=\"pizzamama\"" }
            bytes = JSONWriter.bytes(of: problem)
        case .fragment:
            headers[.contentType] = "text/html; charset=utf-8"
            headers[.htmxRetarget] = "#flash"
            headers[.htmxReswap] = "innerHTML"
            bytes = shell.problem(problem, call).content.bytes
        case .page:
            headers[.contentType] = "text/html; charset=utf-8"
            bytes = shell.document(shell.problem(problem, call), call).bytes
        }
        return Response(
            status: .init(code: problem.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func open(_ stream: EventStream, _ headers: HTTPFields) -> Response {
        guard let events = stream.hub.subscribe(to: stream.topic, first: stream.first) else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "10"])
        }
        var headers = headers
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        // nginx would hold events back otherwise.
        headers[.init("X-Accel-Buffering").unsafelyUnwrapped] = "no"
        return Response(
            status: .ok, headers: headers,
            body: .init { writer in
                for await buffer in events { try await writer.write(buffer) }
                try await writer.finish(nil)
            })
    }

    /// Whether the client takes gzip (RFC 9110 section 12.5.3).
    func acceptsGzip(_ request: Request) -> Bool {
        guard let accepted = request.headers[.acceptEncoding] else { return false }
        for offer in accepted.utf8.split(separator: UInt8(ascii: ",")) {
            let words = offer.split(separator: UInt8(ascii: ";")).map { $0.filter { $0 != 0x20 && $0 != 0x09 } }
            guard let coding = words.first, coding.elementsEqual("gzip".utf8) else { continue }
            // `q=0`, `q=0.0` and so on refuse it.
            return !words.dropFirst().contains {
                $0.starts(with: "q=0".utf8) && !$0.dropFirst(3).contains { $0 > 0x30 }
            }
        }
        return false
    }
}
