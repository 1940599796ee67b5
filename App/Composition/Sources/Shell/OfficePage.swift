import HTML
import Web

/// The first page of the back office: what every feature has to say of today, and the ways on.
struct OfficePage {
    let call: Call
    let today: HTML
    /// The ways to the other shops in which whoever calls works.
    let others: [HTML]
    private var words: Words { call.words }

    var page: Page {
        let isHere = call.principal.grants.allowAnything(in: call.scope)
        let nothing: HTML =
            today != .empty
            ? .empty
            : isHere || others.isEmpty
                ? "<p class=\"lead\">\(words("shell.all-quiet"))</p>"
                : "<p class=\"lead\">\(words("shell.works-elsewhere"))</p><ul>\(others)</ul>"
        return Page(
            words("shell.office"), section: .office, current: "/office",
            """
            <main class="office" id="main"><h1>\(words("shell.hello", ["name": call.principal.name]))</h1>
            \(nothing)<div class="today">\(today)</div></main>
            """)
    }
}
