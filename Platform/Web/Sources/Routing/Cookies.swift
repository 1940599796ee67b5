/// The cookies of a request (RFC 6265 section 4.2), read without copying more than is asked for.
struct Cookies: Sendable {
    private let header: String

    init(_ header: String?) { self.header = header ?? "" }

    /// Whether there is none at all.
    var isEmpty: Bool { header.isEmpty }

    subscript(_ name: String) -> String? {
        for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
            let trimmed = pair.drop { $0 == 0x20 }
            guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")), trimmed[..<equals].elementsEqual(name.utf8)
            else {
                continue
            }
            let value = String(Substring(trimmed[trimmed.index(after: equals)...]))
            return value.isEmpty || value.utf8.count > 512 ? nil : value
        }
        return nil
    }
}

/// A cookie to set: always `HttpOnly`, `SameSite=Lax`, path `/`; secure when the site is.
public struct Cookie: Sendable, Hashable {
    let name: String
    let value: String
    let maxAge: Int?

    /// A cookie that lives `maxAge` seconds, or until the browser closes.
    public init(_ name: String, _ value: String, maxAge: Int?) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
    }

    /// Removes a cookie.
    public static func removal(_ name: String) -> Cookie { Cookie(name, "", maxAge: 0) }

    /// The header's value. A `__Host-` name binds the cookie to this host (RFC 6265bis section 4.1.3.2).
    func header(secure: Bool) -> String {
        "\(secure ? "__Host-" : "")\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
            + (maxAge.map { "; Max-Age=\($0)" } ?? "") + (secure ? "; Secure" : "")
    }
}
