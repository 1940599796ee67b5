import HTML
import Kernel
import Shop
import Web

/// Somebody who works here: name, roles, password, sessions, suspension. Without a member it is the form that takes somebody on.
struct MemberPage {
    let call: Call
    let ports: Accounts.Ports
    /// The shops for which roles may be given.
    let shops: [Accounts.Shop]
    /// Whether a role may be given for all shops.
    let coversAll: Bool
    let member: StaffRoutes.Member?
    let problem: Problem?
    private var words: Words { call.words }

    private var form: OfficeForm { OfficeForm(words: words, problem: problem) }

    var page: Page {
        let title = member?.member.name ?? words("accounts.add")
        return Page(
            title, section: .office, current: "/staff",
            """
            <main class="office" id="main">
              <p><a href="/staff">\(words("accounts.staff"))</a></p>
              <h1>\(title)</h1>
              \(form.notice)\(OfficeForm.saved(call))
              \(fields)
              \(member.map(rest))
            </main>
            """)
    }

    private var fields: HTML {
        let action = member.map { "/staff/\($0.member.id)" } ?? "/staff"
        let name = form.field(
            "name", words("accounts.person"), value: typed("name", or: member?.member.name), limit: 64)
        return """
            <form method="post" action="\(action)" class="office-form">\(call.formToken)
              \(name)\(when: member == nil, signIn)
              \(roles)
              <button class="btn btn-primary">\(words(member == nil ? "accounts.add" : "accounts.save"))</button>
            </form>
            """
    }

    private var signIn: HTML {
        let name = form.field(
            "sign_in", words("accounts.name"), value: typed("sign_in", or: nil), limit: 32,
            hint: words("accounts.name-hint"), isVerbatim: true)
        return name + form.password("password", words("accounts.password"), isNew: true)
    }

    /// A row for each role, and one more.
    private var roles: HTML {
        let given = member?.member.roles.map { ($0.role.rawValue, $0.shop?.description ?? "") } ?? []
        let rows: [HTML] = (given + [("", "")]).enumerated().map { index, role in
            self.role(index, typed("roles.\(index).role", or: role.0), typed("roles.\(index).store_id", or: role.1))
        }
        let wrong: HTML =
            problem?.sentence(for: "roles").map { "<span class=\"field-error\">\($0)</span>" } ?? .empty
        return "<fieldset class=\"office-roles\"><legend>\(words("accounts.roles"))</legend>\(wrong)\(rows)</fieldset>"
    }

    private func role(_ index: Int, _ role: String, _ shop: String) -> HTML {
        let name = "roles.\(index).role"
        let select = SelectField(
            FieldFrame(id: name, label: words("accounts.role"), problem: problem?.sentence(for: name)), name: name,
            choices: Role.everyRole.map { FieldChoice($0.rawValue, words("accounts.role.\($0.rawValue)")) },
            chosen: role, nothing: words("accounts.no-role"))
        // Where there is one shop nobody need be asked which; what was given for it alone stays so.
        let isAsked = shops.count > 1 || !coversAll
        let shopName = "roles.\(index).store_id"
        let choice: HTML =
            isAsked
            ? form.shop(shopName, shops, coversAll: coversAll, chosen: shop)
            : "<input type=\"hidden\" name=\"\(shopName)\" value=\"\(shop)\">"
        return "<div class=\"office-role\">\(select.html)\(choice)</div>"
    }

    private func typed(_ name: String, or value: String?) -> String {
        // A form that came back shows what was typed, also where that is nothing.
        let isBack = problem != nil && (!call.typed("name").isEmpty || !call.typed("sign_in").isEmpty)
        return isBack ? call.typed(name) : value ?? ""
    }

    private func rest(_ shown: StaffRoutes.Member) -> HTML {
        let member = shown.member
        let path = "/staff/\(member.id)"
        let sessions = SessionTable(
            call: call, zone: ports.zone(of: call), sessions: shown.sessions, path: "\(path)/sessions")
        let endAll = OfficeButton(
            call: call, action: "\(path)/sessions/removal", label: words("accounts.end-all"))
        return """
            <h2>\(words("accounts.sessions"))</h2>\(sessions.html)\(when: shown.sessions.count > 1, endAll.html)
            <h2>\(words("accounts.new-password"))</h2>
            <form method="post" action="\(path)/password" class="office-form">\(call.formToken)
              \(form.password("password", words("accounts.new-password"), isNew: true))
              <button class="btn btn-outline">\(words("accounts.set-password"))</button></form>
            \(leaving(member, path))
            """
    }

    private func leaving(_ member: StaffMember, _ path: String) -> HTML {
        let suspend = OfficeButton(
            call: call, action: path + (member.isSuspended ? "/suspension/removal" : "/suspension"),
            label: words(member.isSuspended ? "accounts.reinstate" : "accounts.suspend"))
        let remove = OfficeButton(
            call: call, action: "\(path)/removal", label: words("accounts.remove-for-good"), look: "btn-quiet")
        return """
            <h2>\(words("accounts.leaving"))</h2>
            <p>\(words("accounts.suspend-hint"))</p>\(suspend.html)
            <details class="office-danger"><summary>\(words("accounts.remove"))</summary>
            <p>\(words("accounts.remove-hint", ["name": member.name]))</p>\(remove.html)</details>
            """
    }
}
