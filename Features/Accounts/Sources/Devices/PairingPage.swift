import HTML
import Web

/// The page on which a tablet types in its code.
struct PairingPage {
    let call: Call
    let problem: Problem?

    var page: Page {
        let words = call.words
        let form = OfficeForm(words: words, problem: problem)
        let code = form.field(
            "code", words("accounts.code"), limit: 16, autocomplete: "one-time-code", hint: words("accounts.code-from"))
        return Page(
            words("accounts.pair-this"), section: .office,
            """
            <main class="sign-in" id="main">
              <h1>\(words("accounts.pair-this"))</h1>
              \(form.notice)
              <form method="post" action="/devices/pairing">
                \(code)
                <button class="btn btn-primary">\(words("accounts.pair"))</button>
              </form>
            </main>
            """)
    }
}
