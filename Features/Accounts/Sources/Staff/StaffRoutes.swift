import Kernel
import Web

/// `/staff`: who works here, what they may do, and where they are signed in.
struct StaffRoutes: Sendable {
    let register: StaffRegister
    let sessions: Sessions
    let ports: Accounts.Ports
    private let access = Access.holders(of: .manageStaff)

    init(register: StaffRegister, sessions: Sessions, ports: Accounts.Ports) {
        self.register = register
        self.sessions = sessions
        self.ports = ports
    }

    struct NewMember: Input {
        let signIn: String
        let name: String
        let roles: [RoleHolding]
        let password: String

        init(_ fields: inout FieldReader) {
            signIn = fields.text("sign_in", limit: 32, pattern: "^[a-z0-9.-]{2,32}$")
            name = fields.text("name", limit: 64)
            roles = RoleHolding.list(&fields)
            password = fields.secret("password", least: 8, limit: 256)
        }
    }

    struct MemberChange: Input {
        let name: String
        let roles: [RoleHolding]

        init(_ fields: inout FieldReader) {
            name = fields.text("name", limit: 64)
            roles = RoleHolding.list(&fields)
        }
    }

    struct NewPassword: Input {
        let password: String
        init(_ fields: inout FieldReader) { password = fields.secret("password", least: 8, limit: 256) }
    }

    /// Everybody who works here.
    struct Staff: JSONWritable {
        let members: [StaffMember]
        static let example = Staff(members: [.example])
        func write(to json: inout JSONWriter) { json.member("members", members) }
    }

    /// A member, and where they are signed in.
    struct Member: JSONWritable {
        let member: StaffMember
        let sessions: [SessionView]
        static let example = Member(member: .example, sessions: [.example])

        func write(to json: inout JSONWriter) {
            json.member("member", member)
            json.member("sessions", sessions)
        }
    }

    var routes: [Route] { reading + changing + ending }

    private var reading: [Route] {
        [
            .get("/staff", "Everybody who works here.", access: access, answer: Staff.self) { call in
                let staff = Staff(members: try await register.everybody(within: reach(call)))
                return .value(staff, call, page: { StaffPage(call: call, ports: ports, staff: staff).page })
            },
            .page("/staff/new", "The form that takes somebody on.", access: access) { call in
                .page(form(call, nil, nil))
            },
            .get(
                "/staff/{id}", "Somebody who works here, and where they are signed in.", access: access,
                answer: Member.self, refusals: [.notFound]
            ) { call in
                let member = try await member(call)
                return .value(member, call, page: { form(call, member, nil) })
            },
        ]
    }

    private var changing: [Route] {
        [
            .change(
                .post, "/staff", "Takes somebody on.", access: access, body: NewMember.self,
                answer: StaffMember.self, status: 201, refusals: [.conflict]
            ) { call, new in
                let member = try await register.add(
                    signIn: new.signIn, name: new.name, roles: new.roles, password: new.password, within: reach(call))
                return .done(member, call, status: 201, to: "/staff?saved=\(member.id)")
            }
            .returning { call, problem in form(call, nil, problem) },
            .change(
                .put, "/staff/{id}", "Gives somebody another name or other roles; other roles end their sessions.",
                access: access, body: MemberChange.self, answer: StaffMember.self, refusals: [.notFound, .conflict]
            ) { call, change in
                let member = try await register.change(
                    call.id("id"), name: change.name, roles: change.roles, within: reach(call))
                return .done(member, call, to: "/staff/\(member.id)?saved=1")
            }
            .returning(memberForm),
            .change(
                .put, "/staff/{id}/password", "Gives somebody a new password and ends their sessions.",
                access: access, body: NewPassword.self, answer: StaffMember.self, refusals: [.notFound]
            ) { call, new in
                let member = try await register.setPassword(new.password, of: call.id("id"), within: reach(call))
                return .done(member, call, to: "/staff/\(member.id)?saved=1")
            }
            .returning(memberForm),
            suspension(.put, true, "Suspends somebody and ends their sessions."),
            suspension(.delete, false, "Lets somebody sign in again."),
        ]
    }

    private var ending: [Route] {
        [
            .change(
                .delete, "/staff/{id}", "Removes somebody for good.", access: access, body: NoInput.self,
                answer: StaffMember.self, refusals: [.notFound, .conflict]
            ) { call, _ in
                let member = try await register.remove(call.id("id"), within: reach(call))
                return .done(member, call, to: "/staff")
            }
            .returning(memberForm),
            .change(
                .delete, "/staff/{id}/sessions", "Ends all sessions of somebody.", access: access, body: NoInput.self,
                answer: StaffMember.self, refusals: [.notFound]
            ) { call, _ in try await endSessions(call, nil) },
            .change(
                .delete, "/staff/{id}/sessions/{session}", "Ends a session of somebody.", access: access,
                body: NoInput.self, answer: StaffMember.self, refusals: [.notFound]
            ) { call, _ in try await endSessions(call, call.id("session")) },
        ]
    }

    private func suspension(_ method: Verb, _ suspended: Bool, _ summary: String) -> Route {
        .change(
            method, "/staff/{id}/suspension", summary, access: access, body: NoInput.self, answer: StaffMember.self,
            refusals: [.notFound, .conflict]
        ) { call, _ in
            let member = try await register.setSuspended(suspended, call.id("id"), within: reach(call))
            return .done(member, call, to: "/staff/\(member.id)")
        }
        .returning(memberForm)
    }

    private func endSessions(_ call: Call, _ session: Identifier<Session>?) async throws -> Reply {
        let member = try await register.endSessions(of: call.id("id"), only: session, within: reach(call))
        return .done(member, call, to: "/staff/\(member.id)")
    }

    private func reach(_ call: Call) -> Reach { Reach(of: call.principal, for: .manageStaff) }

    private func member(_ call: Call) async throws -> Member {
        let member = try await register.member(call.id("id"), within: reach(call))
        let sessions = try await sessions.list(of: .staff, member.subject)
        return Member(member: member, sessions: sessions.map { SessionView($0, seenBy: call.principal) })
    }

    private func memberForm(_ call: Call, _ problem: Problem) async throws -> Page {
        form(call, try await member(call), problem)
    }

    private func form(_ call: Call, _ member: Member?, _ problem: Problem?) -> Page {
        let reach = reach(call)
        return MemberPage(
            call: call, ports: ports, shops: ports.shops().filter { reach.covers($0.id) },
            coversAll: reach.isEverywhere, member: member, problem: problem
        ).page
    }
}
