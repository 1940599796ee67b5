import Foundation
import HTTPTypes
import Kernel
import Web

/// What a list of sessions says of where one was begun: enough for its owner to know it again, too little to find anybody by.
struct SessionOrigin: Sendable, Hashable {
    /// Browser and system, `Chrome · Android`; empty when nothing was said.
    let browser: String
    /// The network of the client: IPv4 to 24 bits, IPv6 to 48; empty when it is not known.
    let network: String

    init(browser: String, network: String) {
        self.browser = browser
        self.network = network
    }

    /// Where a request comes from.
    init(_ call: Call) {
        browser = Self.browser(call.headers[.userAgent] ?? "")
        network = Self.network(call.client)
    }

    /// Names that browsers say of themselves, the ones that pretend to be others first.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ]
    private static let systems = [
        ("iPad", "iPad"), ("iPhone", "iPhone"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ]

    /// What a `User-Agent` field comes down to. One that is not known is cut to its first word, in letters and digits.
    static func browser(_ userAgent: String) -> String {
        let text = userAgent.prefix(512)
        let browser = browsers.first { text.contains($0.0) }?.1
        let system = systems.first { text.contains($0.0) }?.1
        if let browser { return [browser, system].compactMap(\.self).joined(separator: " · ") }
        let word = text.utf8.prefix { isPlain($0) }.prefix(32)
        return String(decoding: word, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 0x2D
            || byte == 0x2E
    }

    /// The network of a client, as `Call.client` gives it: an address of IPv4, or the /64 of IPv6.
    static func network(_ client: String) -> String {
        if client.hasSuffix("::/64") {
            return client.split(separator: ":").prefix(3).joined(separator: ":") + "::/48"
        }
        let parts = client.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) else { return "" }
        return parts.prefix(3).joined(separator: ".") + ".0/24"
    }
}
