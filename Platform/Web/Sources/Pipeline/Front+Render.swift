import HTML
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Synchronization

extension Front {
    /// Turns a reply into bytes; a page that is the same for every stranger is kept at its place.
    func render(
        _ reply: Reply, _ call: Call, _ request: Request, _ policy: Policy.Effective, _ place: SharedPlace?
    ) async throws -> Response {
        let isStorable = reply.status == 200 && reply.cookies.isEmpty
        var headers = fields(of: reply, call, isStorable ? policy.storage : .never)
        let bytes: [UInt8]
        switch reply.body {
        case .page(let page):
            bytes = shell.document(page, call).rebased(onto: call.base).bytes
            headers[.contentType] = "text/html; charset=utf-8"
        case .fragment(let html):
            bytes = html.rebased(onto: call.base).bytes
            headers[.contentType] = "text/html; charset=utf-8"
        case .json(let body, let type), .bytes(let body, let type):
            bytes = body
            headers[.contentType] = type
        case .events(let stream): return try open(stream, call, headers)
        case .file(let url, let type): return try await file(url, type, headers, request)
        case .produced(let produce, let type): return produced(produce, type, headers, call)
        case .empty: bytes = []
        }
        if let place, isStorable {
            let page = page(bytes, type: headers[.contentType] ?? "", version: place.version)
            if place.isCurrent(call), !call.head.filled.withLock({ $0.isIncomplete }) {
                await shared.pages.store(page, at: place.key)
            }
            return response(of: page, request)
        }
        if isStorable, policy.storage.isTagged {
            let tag = Self.tag(of: bytes)
            headers[.eTag] = tag
            if isKnown(tag, request) {
                headers[.contentType] = nil
                return Response(status: .notModified, headers: headers)
            }
        }
        return response(status: reply.status, headers, bytes, request)
    }

    private func fields(of reply: Reply, _ call: Call, _ storage: Policy.Storage) -> HTTPFields {
        var headers = HTTPFields()
        for (name, value) in reply.fields {
            headers[name] = name == .location || name == .htmxRedirect ? call.base + value : value
        }
        for cookie in reply.cookies {
            headers.append(.init(name: .setCookie, value: cookie.header(secure: settings.isSecure)))
        }
        headers[.cacheControl] = storage.cacheControl
        headers[.vary] = Self.variesBy
        return headers
    }

    private func response(status: Int, _ headers: HTTPFields, _ bytes: [UInt8], _ request: Request) -> Response {
        let status = HTTPResponse.Status(code: status)
        if bytes.isEmpty { return Response(status: status, headers: headers) }
        // Below a packet's worth, compressing costs more than it saves.
        guard bytes.count > Gzip.leastBytes, Gzip.isWorthwhile(headers[.contentType]),
            Gzip.isAccepted(request.headers[.acceptEncoding]), let gzip = Gzip.compressQuickly(bytes)
        else { return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes))) }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: gzip)))
    }
}

extension Policy.Storage {
    /// What a cache is told of an answer that may be kept.
    var cacheControl: String {
        switch self {
        case .never, .shared: "no-store"
        case .revalidated: "private, no-cache"
        case .immutable: "public, max-age=31536000, immutable"
        }
    }

    /// Whether an answer bears a tag by which it is asked for again.
    var isTagged: Bool {
        switch self {
        case .never, .shared: false
        case .revalidated, .immutable: true
        }
    }
}
