import Kernel
import Web

/// `/account`: one's own name, password and sessions.
struct AccountRoutes: Sendable {
    let register: StaffRegister
    let sessions: Sessions
    let signIn: SignIn
    let keyed: KeyedHash
    let ports: Accounts.Ports

    struct PasswordChange: Input {
        let old: String
        let new: String

        init(_ fields: inout FieldReader) {
            old = fields.secret("old_password", limit: 256)
            new = fields.secret("password", least: 8, limit: 256)
        }
    }

    /// One's own account.
    struct Account: JSONWritable {
        let member: StaffMember
        let sessions: [SessionView]
        static let example = Account(member: .example, sessions: [.example])

        func write(to json: inout JSONWriter) {
            json.member("member", member)
            json.member("sessions", sessions)
        }
    }

    var routes: [Route] {
        let access = Access.principals([.staff])
        return [
            .get("/account", "One's own account and sessions.", access: access, answer: Account.self) { call in
                let account = try await account(call)
                return .value(account, call, page: { page(call, account, nil) })
            },
            .change(
                .put, "/account/password", "Changes one's own password; a new session takes the place of all others.",
                access: access, body: PasswordChange.self, answer: OpenedSession.self, refusals: [.tooMany],
                policy: .signIn
            ) { call, change in
                let id = try own(call)
                let opened = try await signIn.changePassword(
                    of: id, from: change.old, to: change.new,
                    SignIn.Attempt(
                        key: keyed("password", id.description), origin: SessionOrigin(call), replacing: nil))
                return Reply.done(opened, call, to: "/account?saved=1").setting(opened.cookie(at: call.now))
            }
            .returning { call, problem in page(call, try await account(call), problem) },
            .change(
                .delete, "/account/sessions/{id}", "Ends one of one's own sessions.", access: access,
                body: NoInput.self, answer: Done.self, refusals: [.notFound]
            ) { call, _ in
                let id: Identifier<Session> = try call.id("id")
                try await sessions.end(id, of: .staff, Identifier(try own(call)))
                guard call.principal.session == id.description else { return .done(Done(), call, to: "/account") }
                return Reply.done(Done(), call, to: "/session/new").setting(.removal("session"))
            },
            .change(
                .delete, "/account/sessions", "Ends all of one's own sessions but this one.", access: access,
                body: NoInput.self, answer: Done.self
            ) { call, _ in
                guard let current = Identifier<Session>(call.principal.session) else { throw AppError.notFound() }
                try await sessions.endAll(of: .staff, Identifier(try own(call)), but: current)
                return .done(Done(), call, to: "/account")
            },
        ]
    }

    private func own(_ call: Call) throws -> Identifier<StaffMember> {
        guard let id = Identifier<StaffMember>(call.principal.id) else { throw AppError.notFound() }
        return id
    }

    private func account(_ call: Call) async throws -> Account {
        let member = try await register.member(try own(call))
        let sessions = try await sessions.list(of: .staff, member.subject)
        return Account(member: member, sessions: sessions.map { SessionView($0, seenBy: call.principal) })
    }

    private func page(_ call: Call, _ account: Account, _ problem: Problem?) -> Page {
        AccountPage(call: call, ports: ports, account: account, problem: problem).page
    }
}
