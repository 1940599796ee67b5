import HTML
import Kernel
import Web

/// `/session`: signing in and out, as a page and for programs.
struct SessionRoutes: Sendable {
    let sessions: Sessions

    struct Credentials: Input {
        let signIn: String
        let password: String
        let next: String?

        init(_ fields: inout FieldReader) {
            signIn = fields.text("sign_in", limit: 64)
            password = fields.secret("password", limit: 256)
            next = fields.optionalText("next", limit: 256)
        }
    }

    struct Next: Input {
        let next: String?
        init(_ fields: inout FieldReader) { next = fields.optionalText("next", limit: 256) }
    }

    /// What is said when there is nothing else to say.
    struct Done: JSONWritable {
        static let example = Done()
        func write(to json: inout JSONWriter) { json.member("done", true) }
    }

    var routes: [Route] {
        [
            .get(
                "/session/new", "The page on which staff sign in.", surface: .site, query: Next.self, answer: Done.self
            ) {
                call, query in
                if call.identity != nil { return .redirect(query.next ?? "/kitchen", call) }
                return .page(SignInPage(words: call.words, next: query.next, signIn: "", problem: nil).page)
            },
            .change(
                .post, "/session", "Signs a member of staff in.", body: Credentials.self, answer: Sessions.Opened.self,
                status: 201, refusals: [.unauthenticated]
            ) { call, credentials in try await signIn(call, credentials) },
            .change(.delete, "/session", "Signs out.", body: NoInput.self, answer: Done.self) { call, _ in
                if let token = call.sessionToken { try await sessions.close(token: token) }
                return Reply.done(Done(), call, to: "/session/new").setting(.removal("session"))
            },
        ]
    }

    private func signIn(_ call: Call, _ credentials: Credentials) async throws -> Reply {
        do {
            let opened = try await sessions.open(signIn: credentials.signIn, password: credentials.password)
            return Reply.done(opened, call, status: 201, to: credentials.next ?? "/kitchen")
                .setting(Cookie("session", opened.token, maxAge: Int(Sessions.lifetime.seconds)))
        } catch let refusal as AppError where refusal.code == "accounts.wrong-sign-in" && call.face == .page {
            let page = SignInPage(
                words: call.words, next: credentials.next, signIn: credentials.signIn,
                problem: call.words("error.accounts.wrong-sign-in"))
            return .page(page.page, status: refusal.kind.status)
        }
    }
}

/// The form on which staff sign in.
struct SignInPage {
    let words: Words
    let next: String?
    let signIn: String
    let problem: String?

    var page: Page {
        Page(words("accounts.sign-in"), section: .office, content)
    }

    private var content: HTML {
        """
        <main class="sign-in" id="main">
          <h1>\(words("accounts.sign-in"))</h1>
          \(problem.map { "<p class=\"alert alert-error\" role=\"alert\">\($0)</p>" as HTML })
          <form method="post" action="/session">
            \(next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" as HTML })
            <p class="field"><label for="sign_in">\(words("accounts.name"))</label>
              <input id="sign_in" name="sign_in" class="form-control" value="\(signIn)" autocomplete="username" autocapitalize="none"
                required autofocus></p>
            <p class="field"><label for="password">\(words("accounts.password"))</label>
              <input id="password" name="password" type="password" class="form-control" autocomplete="current-password"
                required></p>
            <button class="btn btn-primary">\(words("accounts.enter"))</button>
          </form>
        </main>
        """
    }
}
