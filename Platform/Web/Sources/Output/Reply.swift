public import Foundation
public import HTML
import HTTPTypes
import Kernel

/// An answer, still free to be a page, a piece of one, or JSON.
public struct Reply: Sendable {
    enum Body: Sendable {
        case page(Page)
        case fragment(HTML)
        case json([UInt8], type: String)
        case bytes([UInt8], type: String)
        case events(EventStream)
        case file(URL, type: String)
        case produced(@Sendable (inout BodyWriter) async throws -> Void, type: String)
        case empty
    }

    var status: Int
    var body: Body
    var fields: [(HTTPField.Name, String)] = []
    var cookies: [Cookie] = []

    init(status: Int, body: Body) {
        self.status = status
        self.body = body
    }

    /// A page for every face that is not a program; a fragment when asked for and given.
    public static func page(_ page: Page, status: Int = 200) -> Reply { Reply(status: status, body: .page(page)) }

    /// A piece of a page.
    public static func fragment(_ html: HTML, status: Int = 200) -> Reply {
        Reply(status: status, body: .fragment(html))
    }

    /// One thing, three faces: a value for programs, a page, a fragment. Only the one that is asked for is made.
    public static func value<T: JSONWritable>(
        _ value: @autoclosure () -> T, _ call: Call, status: Int = 200, page: () -> Page, fragment: (() -> HTML)? = nil
    ) -> Reply {
        switch call.face {
        case .json: return .json(value(), status: status)
        case .fragment:
            if let fragment { return .fragment(fragment()) }
            return .page(page())
        case .page: return .page(page())
        }
    }

    /// The answer to a form: programs get the value, htmx the fragment, a plain browser is sent on to `path` (303).
    public static func done<T: JSONWritable>(
        _ value: @autoclosure () -> T, _ call: Call, status: Int = 200, to path: String, fragment: (() -> HTML)? = nil
    ) -> Reply {
        switch call.face {
        case .json: return .json(value(), status: status)
        case .fragment:
            if let fragment { return .fragment(fragment()) }
            return .redirect(path, call)
        case .page: return .redirect(path, call)
        }
    }

    /// A value for programs.
    public static func json(_ value: some JSONWritable, status: Int = 200) -> Reply {
        Reply(status: status, body: .json(JSONWriter.bytes(of: value), type: "application/json"))
    }

    /// JSON that was made before, such as a stored answer.
    public static func json(bytes: [UInt8], status: Int) -> Reply {
        Reply(status: status, body: .json(bytes, type: "application/json"))
    }

    /// Bytes of another type.
    public static func bytes(_ bytes: [UInt8], type: String) -> Reply {
        Reply(status: 200, body: .bytes(bytes, type: type))
    }

    /// Sends the browser on with 303; htmx is told to go there as a whole page. Only paths of this site are followed.
    public static func redirect(_ path: String, _ call: Call) -> Reply {
        let bytes = path.utf8
        let isOurs = bytes.starts(with: "/".utf8) && !bytes.starts(with: "//".utf8)
        let safe = isOurs && !bytes.contains { $0 < 0x21 || $0 == 0x5C } ? path : "/"
        if call.face == .fragment {
            var reply = Reply(status: 200, body: .empty)
            reply.fields.append((.htmxRedirect, safe))
            return reply
        }
        var reply = Reply(status: 303, body: .empty)
        reply.fields.append((.location, safe))
        return reply
    }

    /// A stream of events that stays open.
    public static func stream(_ stream: EventStream) -> Reply { Reply(status: 200, body: .events(stream)) }

    /// A file of this machine, sent as it is read, whole or the part that is asked for; not found when it is not there. With a name a browser
    /// keeps it under that instead of showing it.
    public static func file(_ url: URL, type: String, name: String? = nil) -> Reply {
        Reply(status: 200, body: .file(url, type: type)).kept(as: name)
    }

    /// A long answer, written by `produce` while it is sent. What it throws ends the connection, so that nobody takes a part for the whole.
    public static func stream(
        type: String, name: String? = nil, _ produce: @escaping @Sendable (inout BodyWriter) async throws -> Void
    ) -> Reply {
        Reply(status: 200, body: .produced(produce, type: type)).kept(as: name)
    }

    private func kept(as name: String?) -> Reply {
        guard let name else { return self }
        var copy = self
        copy.fields.append((.contentDisposition, Disposition(fileName: name).field))
        return copy
    }

    /// Done, and nothing to say.
    public static let empty = Reply(status: 204, body: .empty)

    /// Also sets a cookie.
    public func setting(_ cookie: Cookie?) -> Reply {
        guard let cookie else { return self }
        var copy = self
        copy.cookies.append(cookie)
        return copy
    }

    /// Also makes htmx fire an event in the page.
    public func triggering(_ event: StaticString) -> Reply {
        var copy = self
        copy.fields.append((.htmxTrigger, event.description))
        return copy
    }

    /// Also says where the new thing is.
    public func located(at path: String) -> Reply {
        var copy = self
        copy.fields.append((.location, path))
        return copy
    }

    /// Also says which version of the thing this is, as an entity tag (RFC 9110 section 8.8.3).
    public func tagged(_ version: Int64) -> Reply {
        var copy = self
        copy.fields.append((.eTag, "\"\(version)\""))
        return copy
    }
}
