import Database
import HTML
import Kernel
import Web

/// `/staff`: who works here. `/account/password`: one's own password.
struct StaffRoutes: Sendable {
    let register: StaffRegister

    struct NewMember: Input {
        let signIn: String
        let name: String
        let role: Role?
        let password: String

        init(_ fields: inout FieldReader) {
            signIn = fields.text("sign_in", limit: 32, pattern: "^[a-z0-9.-]{2,32}$")
            name = fields.text("name", limit: 64)
            role = fields.choice("role")
            password = fields.secret("password", least: 8, limit: 256)
        }
    }

    struct PasswordChange: Input {
        let old: String
        let new: String

        init(_ fields: inout FieldReader) {
            old = fields.secret("old_password", limit: 256)
            new = fields.secret("password", least: 8, limit: 256)
        }
    }

    /// Everybody who works here.
    struct Staff: JSONWritable {
        let members: [StaffMember]
        static let example = Staff(members: [.example])
        func write(to json: inout JSONWriter) { json.member("members", members) }
    }

    var routes: [Route] {
        [
            .get("/staff", "Everybody who works here.", access: .staff("staff.manage"), answer: Staff.self) { call in
                let staff = Staff(members: try await register.everybody())
                return .value(staff, call, page: { StaffPage(call: call, staff: staff).page })
            },
            .change(
                .post, "/staff", "Takes somebody on.", access: .staff("staff.manage"), body: NewMember.self,
                answer: StaffMember.self, status: 201, refusals: [.conflict]
            ) { call, new in
                guard let role = new.role else { throw AppError.invalid([.init("role", "missing")]) }
                let member = try await register.add(
                    signIn: new.signIn, name: new.name, role: role, password: new.password)
                return .done(member, call, status: 201, to: "/staff")
            },
            suspension(.put, true, "Suspends somebody and ends their sessions."),
            suspension(.delete, false, "Lets somebody sign in again."),
            .change(
                .put, "/account/password", "Changes one's own password and ends one's sessions.",
                access: .staff("board.see"),
                body: PasswordChange.self, answer: StaffMember.self
            ) { call, change in
                guard let id = call.identity.flatMap({ Identifier<StaffMember>($0.id) }) else {
                    throw AppError.notFound()
                }
                let member = try await register.changePassword(of: id, from: change.old, to: change.new)
                return .done(member, call, to: "/session/new")
            },
            .page("/account", "One's own account.", access: .staff("board.see")) { call in
                .page(AccountPage(call: call).page)
            },
        ]
    }

    private func suspension(_ method: Verb, _ suspended: Bool, _ summary: String) -> Route {
        .change(
            method, "/staff/{id}/suspension", summary, access: .staff("staff.manage"), body: NoInput.self,
            answer: StaffMember.self, refusals: [.conflict]
        ) { call, _ in
            let member = try await register.setSuspended(suspended, call.id("id"))
            return .done(member, call, to: "/staff")
        }
    }
}

/// The list of staff, and the form that takes somebody on.
struct StaffPage {
    let call: Call
    let staff: StaffRoutes.Staff

    var page: Page {
        let words = call.words
        return Page(
            words("accounts.staff"), section: .office, current: "staff",
            """
            <main class="office" id="main">
              <h1>\(words("accounts.staff"))</h1>
              <div class="table-scroll"><table class="table"><thead><tr><th scope="col">\(words("accounts.person"))</th>
                <th scope="col">\(words("accounts.name"))</th><th scope="col">\(words("accounts.role"))</th>
                <th scope="col"><span class="visually-hidden">\(words("accounts.action"))</span></th></tr></thead>
              <tbody>\(staff.members.map(row))</tbody></table></div>
              <h2>\(words("accounts.add"))</h2>
              <form method="post" action="/staff" class="office-form">\(call.formToken)
                <p class="field"><label for="name">\(words("accounts.person"))</label>
                  <input id="name" name="name" class="form-control" maxlength="64" required></p>
                <p class="field"><label for="sign_in">\(words("accounts.name"))</label>
                  <input id="sign_in" name="sign_in" class="form-control" pattern="[a-z0-9.\\-]{2,32}" autocapitalize="none" required></p>
                <p class="field"><label for="role">\(words("accounts.role"))</label>
                  <select id="role" name="role" class="form-select">\(Role.allCases.map {
                    "<option value=\"\($0.rawValue)\">\(words("accounts.role.\($0.rawValue)"))</option>" as HTML })</select></p>
                <p class="field"><label for="password">\(words("accounts.password"))</label>
                  <input id="password" name="password" type="password" class="form-control" minlength="8" autocomplete="new-password" required></p>
                <button class="btn btn-primary">\(words("accounts.add"))</button>
              </form>
            </main>
            """)
    }

    private func row(_ member: StaffMember) -> HTML {
        let action = "/staff/\(member.id)/suspension" + (member.isSuspended ? "/removal" : "")
        return """
            <tr\(when: member.isSuspended, " class=\"is-suspended\"")><td>\(member.name)</td><td>\(member.signIn)</td>
              <td>\(call.words("accounts.role.\(member.role.rawValue)"))</td>
              <td><form method="post" action="\(action)">\(call.formToken)<button class="btn btn-outline">
                \(call.words(member.isSuspended ? "accounts.reinstate" : "accounts.suspend"))</button></form></td></tr>
            """
    }
}

/// One's own account: the password, and the way out.
struct AccountPage {
    let call: Call

    var page: Page {
        let words = call.words
        return Page(
            words("accounts.account"), section: .office, current: "account",
            """
            <main class="office" id="main">
              <h1>\(call.identity?.name ?? "")</h1>
              <form method="post" action="/session/removal">\(call.formToken)
                <button class="btn btn-outline">\(words("accounts.leave"))</button></form>
              <h2>\(words("accounts.new-password"))</h2>
              <form method="post" action="/account/password" class="office-form">\(call.formToken)
                <p class="field"><label for="old_password">\(words("accounts.old-password"))</label>
                  <input id="old_password" name="old_password" type="password" class="form-control" autocomplete="current-password" required></p>
                <p class="field"><label for="password">\(words("accounts.new-password"))</label>
                  <input id="password" name="password" type="password" class="form-control" minlength="8" autocomplete="new-password" required></p>
                <button class="btn btn-primary">\(words("accounts.change-password"))</button>
              </form>
            </main>
            """)
    }
}
