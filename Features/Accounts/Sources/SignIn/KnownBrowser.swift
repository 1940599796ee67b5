import Kernel
import Secrets
import Web

/// The mark of a browser in which somebody has signed in before, in a cookie: a number of its own, and that number with the name under the
/// program's secret (OWASP, "Slow down online guessing attacks with device cookies").
///
/// Tries from it are counted apart from those of strangers, so that whoever guesses at a name can keep its owner out of no browser they know.
struct KnownBrowser: Sendable {
    let keyed: KeyedHash

    /// As long as a browser lies unused in a holiday, and more.
    static let lifetime = Span.days(180)

    /// What the tries for a name are counted under: the name of strangers, or the number of a known browser.
    func key(for signIn: String, _ call: Call) -> [UInt8] {
        if let number = number(for: signIn, call.cookie(cookieName(signIn)) ?? "") { return keyed("browser", number) }
        return keyed("name", signIn)
    }

    /// The mark for a browser in which somebody has just signed in, with a new number.
    func cookie(for signIn: String, entropy: Entropy) -> Cookie {
        let number = entropy.token()
        return Cookie(
            cookieName(signIn), "\(number).\(mark(number, signIn))", maxAge: Int(Self.lifetime.seconds))
    }

    /// One cookie a person, so that several share a browser; the name says nothing to who reads it.
    private func cookieName(_ signIn: String) -> String { "known-" + Digest.hex(keyed("cookie", signIn).prefix(4)) }

    private func mark(_ number: String, _ signIn: String) -> String {
        Digest.hex(keyed("known", "\(number) \(signIn)"))
    }

    private func number(for signIn: String, _ cookie: String) -> String? {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 43 else { return nil }
        let number = String(parts[0])
        return Digest.equal(Array(parts[1].utf8), Array(mark(number, signIn).utf8)) ? number : nil
    }
}
