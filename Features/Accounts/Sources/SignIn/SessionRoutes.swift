import Kernel
import Web

/// `/session`: signing in and out, as a page and for programs.
struct SessionRoutes: Sendable {
    let signIn: SignIn
    let sessions: Sessions
    let known: KnownBrowser
    let ports: Accounts.Ports

    struct Credentials: Input {
        /// In lower case, as names are kept.
        let signIn: String
        let password: String
        let next: String?

        init(_ fields: inout FieldReader) {
            signIn = fields.text("sign_in", limit: 64).lowercased()
            password = fields.secret("password", limit: 256)
            next = fields.optionalText("next", limit: 256)
        }
    }

    struct Next: Input {
        let next: String?
        init(_ fields: inout FieldReader) { next = fields.optionalText("next", limit: 256) }
    }

    var routes: [Route] {
        [
            .get(
                "/session/new", "The page on which staff sign in.", surface: .site, query: Next.self, answer: Done.self
            ) { call, query in
                switch call.principal.kind {
                case .staff: return .redirect(Self.inner(query.next, call) ?? ports.home, call)
                case .device: return .redirect(Self.inner(query.next, call) ?? ports.board, call)
                default: break
                }
                return .page(SignInPage(words: call.words, next: query.next ?? "", signIn: "", problem: nil).page)
            },
            .change(
                .post, "/session", "Signs a member of staff in.", body: Credentials.self, answer: OpenedSession.self,
                status: 201, refusals: [.unauthenticated, .conflict, .tooMany], policy: .signIn
            ) { call, credentials in try await open(call, credentials) }
            .returning { call, problem in
                SignInPage(
                    words: call.words, next: call.typed("next"), signIn: call.typed("sign_in"), problem: problem
                ).page
            },
            .change(.delete, "/session", "Signs out.", body: NoInput.self, answer: Done.self) { call, _ in
                try await sessions.close(call.principal)
                return Reply.done(Done(), call, to: "/session/new").setting(.removal("session"))
            },
        ]
    }

    /// A path within the shop: in the page the hidden field got the shop's base in front, as every path does, and so will the answer.
    private static func inner(_ next: String?, _ call: Call) -> String? {
        guard let next, !call.base.isEmpty, next.utf8.starts(with: "\(call.base)/".utf8) else { return next }
        return String(next.dropFirst(call.base.count))
    }

    private func open(_ call: Call, _ credentials: Credentials) async throws -> Reply {
        // Whoever signs in on the tablet of the kitchen would take it from the kitchen.
        if call.principal.kind == .device {
            throw AppError.conflict("accounts.is-device", ["name": call.principal.name])
        }
        let opened = try await signIn.open(
            signIn: credentials.signIn, password: credentials.password,
            SignIn.Attempt(
                key: known.key(for: credentials.signIn, call), origin: SessionOrigin(call),
                replacing: Identifier<Session>(call.principal.session)))
        return Reply.done(opened, call, status: 201, to: Self.inner(credentials.next, call) ?? ports.home)
            .setting(opened.cookie(at: call.now))
            .setting(known.cookie(for: credentials.signIn, entropy: call.entropy))
    }
}
