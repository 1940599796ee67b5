import HTML
import Kernel
import Web

/// One's own account: where one is signed in, the password, and the way out.
struct AccountPage {
    let call: Call
    let ports: Accounts.Ports
    let account: AccountRoutes.Account
    let problem: Problem?
    private var words: Words { call.words }
    private var form: OfficeForm { OfficeForm(words: words, problem: problem) }

    var page: Page {
        Page(
            words("accounts.account"), section: .office, current: "/account",
            """
            <main class="office" id="main">
              <h1>\(words("accounts.account"))</h1>
              \(form.notice)\(OfficeForm.saved(call))
              \(head)
              <h2>\(words("accounts.sessions"))</h2>
              \(SessionTable(call: call, zone: ports.zone(of: call), sessions: account.sessions, path: "/account/sessions").html)
              \(when: account.sessions.count > 1, OfficeButton(call: call, action: "/account/sessions/removal", label: words("accounts.end-others")).html)
              <h2>\(words("accounts.new-password"))</h2>
              \(passwordForm)
            </main>
            """)
    }

    private var head: HTML {
        let roles = RoleNames(words: words, shops: ports.shops()).text(account.member.roles)
        return """
            <p><strong>\(account.member.name)</strong> · \(account.member.signIn) · \(roles)</p>
            \(OfficeButton(call: call, action: "/session/removal", label: words("accounts.leave")).html)
            """
    }

    private var passwordForm: HTML {
        """
        <form method="post" action="/account/password" class="office-form">\(call.formToken)
          \(form.password("old_password", words("accounts.old-password"), isNew: false))
          \(form.password("password", words("accounts.new-password"), isNew: true))
          <button class="btn btn-primary">\(words("accounts.change-password"))</button>
        </form>
        """
    }
}

/// Sessions, each with a button that ends it.
struct SessionTable {
    let call: Call
    let zone: ShopZone
    let sessions: [SessionView]
    /// Below which each session is, by its id.
    let path: String
    private var words: Words { call.words }

    var html: HTML {
        if sessions.isEmpty { return "<p class=\"field-hint\">\(words("accounts.no-sessions"))</p>" }
        let heads = ["accounts.device", "accounts.network", "accounts.last-seen", "accounts.action"]
        return DataTable(
            words("accounts.sessions"), heads: heads.map { DataTable.Head(words($0)) }, rows: sessions.map(row)
        ).html
    }

    private func row(_ session: SessionView) -> DataTable.Row {
        let browser = session.browser.isEmpty ? words("accounts.unknown-browser") : session.browser
        let here: HTML = session.isCurrent ? Badge(words("accounts.this-one"), .good).html : .empty
        let button = OfficeButton(call: call, action: "\(path)/\(session.id)/removal", label: words("accounts.end"))
        return DataTable.Row([
            "\(browser) \(here)", "\(session.network.isEmpty ? "–" : session.network)",
            "\(words.moment(session.lastSeenAt, in: zone, now: call.now))", button.html,
        ])
    }
}
