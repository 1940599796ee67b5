import HTML
import Web

/// The form on which staff sign in.
struct SignInPage {
    let words: Words
    let next: String
    let signIn: String
    let problem: Problem?

    var page: Page { Page(words("accounts.sign-in"), section: .office, content) }

    private var content: HTML {
        let form = OfficeForm(words: words, problem: problem)
        let name = form.field(
            "sign_in", words("accounts.name"), value: signIn, limit: 64, autocomplete: "username", isVerbatim: true)
        return """
            <main class="sign-in" id="main">
              <h1>\(words("accounts.sign-in"))</h1>
              \(form.notice)
              <form method="post" action="/session">
                \(when: !next.isEmpty, "<input type=\"hidden\" name=\"next\" value=\"\(next)\">")
                \(name)\(form.password("password", words("accounts.password"), isNew: false))
                <button class="btn btn-primary">\(words("accounts.enter"))</button>
              </form>
              <p class="field-hint"><a href="/devices/pairing">\(words("accounts.pair-this"))</a></p>
            </main>
            """
    }
}
