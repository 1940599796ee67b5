import Foundation
import HTTPTypes
import Kernel
import Secrets

/// Keeps other sites from acting through a visitor's browser.
///
/// Every change is refused when the browser says that it comes from elsewhere (W3C Fetch Metadata, with `Origin` as the
/// fallback of older browsers). Whoever is signed in by a cookie also sends a token made from the session's secret.
public enum CrossSite {
    /// Throws `forbidden` when a change comes from another site.
    static func check(_ headers: HTTPFields, host: String) throws(AppError) {
        switch headers[.secFetchSite] {
        case "same-origin", "none": return
        case .some: throw AppError(.forbidden, "web.cross-site")
        case nil: break
        }
        // A program that is no browser sends neither.
        guard let origin = headers[.origin] else { return }
        guard let separator = origin.range(of: "://"), origin[separator.upperBound...] == host else {
            throw AppError(.forbidden, "web.cross-site")
        }
    }

    /// The token for the forms of a session.
    public static func token(for principal: Principal) -> String {
        Digest.hex(Digest.hmac(Array("form".utf8), key: principal.formKey))
    }

    /// Throws `forbidden` when the form of somebody who is signed in lacks its token.
    static func check(form: FieldTree, header: String?, of principal: Principal) throws(AppError) {
        var given = header ?? ""
        if given.isEmpty, case .object(let members) = form, case .text(let text)? = members["csrf"] { given = text }
        guard Digest.equal(Array(given.utf8), Array(token(for: principal).utf8)) else {
            throw AppError(.forbidden, "web.form-token")
        }
    }
}
