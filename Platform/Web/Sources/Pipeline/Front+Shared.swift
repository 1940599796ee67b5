import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Secrets

extension Front {
    /// Where a page that every stranger gets alike is kept, and the version that it has now.
    struct SharedPlace {
        let key: String
        let version: String
        fileprivate let read: @Sendable (Identifier<Scope>?) -> String

        /// Whether what a call's page shows is still of the version that it was of before the page was made. One that was overtaken may
        /// show something newer, and its version may come again, as that of an open shop does.
        func isCurrent(_ call: Call) -> Bool { read(call.scope) == version }
    }

    /// The place of a call's page in the cache; nil when its page is not shared. The version is read before the page is made, and again
    /// after.
    func sharedPlace(_ served: ServedRoute, _ call: Call) -> SharedPlace? {
        // What stands in a query comes from outside, and would fill the cache with what nobody asks for again.
        guard case .shared(let version) = served.policy.storage, call.queryText.isEmpty, call.face != .fragment,
            call.headers[.authorization] == nil, call.method == .get || call.method == .head
        else { return nil }
        if !call.head.cookies.isEmpty, personalCookies.contains(where: { call.cookie($0) != nil }) { return nil }
        // Not the path as it was sent: `//menu` and `/%6Denu` are the same page.
        var key = ""
        key.reserveCapacity(128)
        for part in [call.face.rawValue, call.language.rawValue, call.scope?.description ?? "", call.base] {
            key += part
            key += "|"
        }
        key += served.meter.route
        for name in served.parameters {
            let value = call.parameters[name] ?? ""
            key += "|\(value.utf8.count):\(value)"
        }
        var read = version
        if slots.isShared { read = { [slots] in version($0) + "|" + slots.version(of: $0) } }
        return SharedPlace(key: key, version: read(call.scope), read: read)
    }

    /// The answer with the page that is kept at a place; nil when none is, or an older one.
    func kept(_ place: SharedPlace, _ request: Request) async -> Response? {
        await shared.pages.page(place.key, version: place.version).map { response(of: $0, request) }
    }

    /// The answer with a page that is kept.
    func response(of page: CachedPage, _ request: Request) -> Response {
        if isKnown(page.tag, request) { return Response(status: .notModified, headers: page.unchangedFields) }
        let variant = page.gzip.flatMap { Gzip.isAccepted(request.headers[.acceptEncoding]) ? $0 : nil } ?? page.plain
        return Response(status: .ok, headers: variant.fields, body: .init(byteBuffer: variant.bytes))
    }

    /// Whether the client has what the tag names (RFC 9110 section 13.1.2: compared weakly, in a list, or `*`).
    func isKnown(_ tag: String, _ request: Request) -> Bool {
        guard let field = request.headers[.ifNoneMatch] else { return false }
        return field.utf8.prefix(2048).split(separator: UInt8(ascii: ",")).contains { item in
            var item = item.drop { $0 == 0x20 || $0 == 0x09 }
            if item.starts(with: "W/".utf8) { item = item.dropFirst(2) }
            let known = item.prefix { $0 != 0x20 && $0 != 0x09 }
            return known.elementsEqual(tag.utf8) || known.elementsEqual("*".utf8)
        }
    }

    /// A page with everything that its answers need.
    func page(_ bytes: [UInt8], type: String, version: String) -> CachedPage {
        let tag = Self.tag(of: bytes)
        var unchanged = securityFields
        unchanged.append(HTTPField(name: .eTag, value: tag))
        unchanged.append(HTTPField(name: .cacheControl, value: "no-cache"))
        unchanged.append(HTTPField(name: .vary, value: Self.variesBy))
        var plain = unchanged
        plain.append(HTTPField(name: .contentType, value: type))
        var gzip = plain
        gzip.append(HTTPField(name: .contentEncoding, value: "gzip"))
        return CachedPage(
            version: version, tag: tag, plain: .init(bytes: ByteBuffer(bytes: bytes), fields: plain),
            gzip: Gzip.compressSmall(bytes).map { .init(bytes: ByteBuffer(bytes: $0), fields: gzip) },
            unchangedFields: unchanged)
    }

    /// The entity tag of bytes.
    static func tag(of bytes: [UInt8]) -> String { "\"\(Digest.hex(Digest.sha256(bytes).prefix(9)))\"" }

    /// What of a request decides how an answer looks.
    static let variesBy = "Accept-Encoding, Accept-Language, Cookie, Accept, HX-Request"
}
