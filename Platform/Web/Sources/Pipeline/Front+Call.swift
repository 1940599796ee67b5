import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging

extension Front {
    /// Reads what every handler wants to know from the head of a request.
    func makeCall(_ request: Request, _ context: ShopContext, api: Bool) -> Call {
        let cookies = Cookies(request.headers[.cookie])
        let requestID = String(entropy.bits(), radix: 36)
        return Call(
            method: request.method, path: request.uri.path, headers: request.headers,
            face: face(request, api: api), words: catalogue[language(request, cookies)], now: clock.now(),
            requestID: requestID, client: client(request, peer: context.peer), bareLogger: logger, entropy: entropy,
            identity: nil, queryText: (request.uri.query ?? "")[...], cookies: cookies, cookiePrefix: cookieName(""))
    }

    private func face(_ request: Request, api: Bool) -> Call.Face {
        if api { return .json }
        if request.headers[.htmxRequest] == "true", request.headers[.htmxRestore] != "true" { return .fragment }
        guard let accept = request.headers[.accept] else { return .page }
        // A browser always names text/html; a program that wants JSON names only that.
        return accept.contains("application/json") && !accept.contains("text/html") ? .json : .page
    }

    /// The visitor's choice, else the first language of the browser that we speak (RFC 9110 section 12.5.4), else Italian.
    private func language(_ request: Request, _ cookies: Cookies) -> Language {
        if !cookies.isEmpty, let chosen = cookies[cookieName("lang")], let language = Language(rawValue: chosen) {
            return language
        }
        var best: (language: Language, weight: Double) = (.it, -1)
        for part in (request.headers[.acceptLanguage] ?? "").prefix(256).split(separator: ",") {
            let pieces = part.split(separator: ";")
            guard let tag = pieces.first?.trimmingCharacters(in: .whitespaces).prefix(2).lowercased(),
                let language = Language(rawValue: tag)
            else { continue }
            let quality = pieces.dropFirst().compactMap { piece -> Double? in
                let text = piece.trimmingCharacters(in: .whitespaces)
                return text.hasPrefix("q=") ? Double(text.dropFirst(2)) : nil
            }
            let weight = quality.first ?? 1
            if weight > best.weight { best = (language, weight) }
        }
        return best.language
    }

    /// The peer, or what a trusted proxy says of it: the rightmost address that is not itself a trusted proxy.
    private func client(_ request: Request, peer: String) -> String {
        guard settings.trustedProxies.contains(peer), let forwarded = request.headers[.forwardedFor] else {
            return bucket(peer)
        }
        for hop in forwarded.split(separator: ",").reversed() {
            let address = hop.trimmingCharacters(in: .whitespaces)
            if !settings.trustedProxies.contains(address) { return bucket(String(address.prefix(45))) }
        }
        return bucket(peer)
    }

    /// A household of IPv6 holds a /64, so that is what is counted.
    private func bucket(_ address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
    }
}
