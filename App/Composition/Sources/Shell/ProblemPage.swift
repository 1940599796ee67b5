import Contracts
import Foundation
import HTML
import PizzaArt
import Web

/// What went wrong, and what one can do next: in the frame of whoever reads it.
struct ProblemPage {
    let problem: Problem
    let call: Call
    private var words: Words { call.words }

    var page: Page {
        Page(
            title, section: call.principal.isKnown ? .office : .shop,
            """
            <main id="main" class="error-page"><div class="error-picture">\(picture)</div><h1>\(title)</h1>
            <div class="alert-plain" role="alert"><p>\(problem.sentence)</p>\(fields)</div>
            <p>\(wayOn)</p>
            \(when: problem.status >= 500, "<p class=\"field-hint\">\(words("shell.request", ["id": problem.requestID]))</p>")</main>
            """)
    }

    /// Whoever must sign in does and comes back; staff go back to where they were; everybody else finds the menu.
    private var wayOn: HTML {
        if problem.status == 401 {
            let way =
                call.back(or: Landmark.office.path).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return
                "<a class=\"btn btn-primary\" href=\"\(Landmark.signIn.path)?next=\(way)\">\(words("shell.enter"))</a>"
        }
        guard call.principal.isKnown else {
            return "<a class=\"btn btn-primary\" href=\"\(Landmark.menu.path)\">\(words("shell.to-menu"))</a>"
        }
        let home = call.principal.kind == .staff ? Landmark.office.path : Landmark.board.path
        return "<a class=\"btn btn-primary\" href=\"\(call.back(or: home))\">\(words("shell.go-back"))</a>"
    }

    /// The same as a note on the page that asked.
    var notice: Page {
        Page(title, "<div class=\"alert alert-error\" role=\"alert\"><p>\(problem.sentence)</p>\(fields)</div>")
    }

    private var title: String {
        switch problem.status {
        case 404, 410: words("shell.title-missing")
        case 401, 403: words("shell.title-forbidden")
        case 429, 503: words("shell.title-wait")
        case 500...: words("shell.title-broken")
        default: words("shell.title-refused")
        }
    }

    private var fields: HTML {
        let items: [HTML] = problem.fields.map { "<li>\($0.path): \($0.sentence)</li>" }
        return items.isEmpty ? .empty : "<ul>\(items)</ul>"
    }

    /// An empty plate: there is nothing on it.
    private var picture: HTML { ProductDrawing(kind: .plate).svg(title: "") }
}
