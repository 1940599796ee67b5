import HTML
import Kernel
import Web

/// The keys of programs, and the form that makes one.
struct KeysPage {
    let call: Call
    let keys: [APIKeyView]
    let shops: [Accounts.Shop]
    /// Whether a key may be for all shops.
    let coversAll: Bool
    /// The names of what can be given.
    let permissions: [String]
    let problem: Problem?
    private var words: Words { call.words }

    private var form: OfficeForm { OfficeForm(words: words, problem: problem) }

    var page: Page {
        Page(
            words("accounts.keys"), section: .office, current: "/keys",
            """
            <main class="office" id="main">
              <h1>\(words("accounts.keys"))</h1>
              <p>\(words("accounts.keys-hint")) <a href="/api">/api</a></p>
              \(form.notice)
              \(table)
              <h2>\(words("accounts.add-key"))</h2>
              \(fields)
            </main>
            """)
    }

    private var table: HTML {
        if keys.isEmpty { return EmptyState(words("accounts.no-keys")).html }
        let heads = ["accounts.program", "accounts.permissions", "accounts.last-used", "accounts.action"]
        return DataTable(
            words("accounts.keys"), heads: heads.map { DataTable.Head(words($0)) }, rows: keys.map(row)
        ).html
    }

    private func row(_ view: APIKeyView) -> DataTable.Row {
        let key = view.key
        let zone = (shops.first { $0.id == key.shop } ?? shops.first)?.zone ?? .utc
        let used = key.lastUsedAt.map { words.moment($0, in: zone, now: call.now) } ?? words("accounts.never")
        let names = key.permissions.names.map { words("permission.\($0)") }.joined(separator: ", ")
        let place: HTML =
            key.shop.map { id in "<br><small>\(shops.first { $0.id == id }?.name ?? "")</small>" } ?? .empty
        let until: HTML =
            key.expiresAt.map {
                "<br><small>\(words("accounts.until", ["day": words.day(zone.local($0).date)]))</small>"
            } ?? .empty
        return DataTable.Row([
            "<strong>\(key.name)</strong><br><code>pm_\(key.prefix)</code>\(place)", "\(names)", "\(used)\(until)",
            standing(view),
        ])
    }

    private func standing(_ view: APIKeyView) -> HTML {
        switch view.standing {
        case .valid:
            OfficeButton(call: call, action: "/keys/\(view.key.id)/removal", label: words("accounts.revoke")).html
        case .expired: Badge(words("accounts.key-expired")).html
        case .revoked: Badge(words("accounts.key-revoked")).html
        }
    }

    private var fields: HTML {
        let isBack = problem != nil
        let name = form.field(
            "name", words("accounts.program"), value: isBack ? call.typed("name") : "", limit: 64,
            hint: words("accounts.program-hint"))
        let days = form.field(
            "days", words("accounts.days"), value: isBack ? call.typed("days") : "", limit: 4, type: "number",
            hint: words("accounts.days-hint"), isRequired: false)
        let shop = form.shop(
            "store_id", shops, coversAll: coversAll, chosen: isBack ? call.typed("store_id") : "")
        let boxes = form.permissions(permissions, ticked: Set(isBack ? call.ticked("permissions") : []))
        return """
            <form method="post" action="/keys" class="office-form">\(call.formToken)
              \(name)\(shop)\(days)\(boxes)
              <button class="btn btn-primary">\(words("accounts.add-key"))</button>
            </form>
            """
    }
}

/// A key that was just made, shown once.
struct NewKeyPage {
    let call: Call
    let key: NewAPIKey

    var page: Page {
        let words = call.words
        return Page(
            key.name, section: .office, current: "/keys",
            """
            <main class="office" id="main">
              <h1>\(key.name)</h1>
              <p>\(words("accounts.key-once"))</p>
              <p><input class="form-control office-key" readonly value="\(key.text)" aria-label="\(words("accounts.key"))"></p>
              <p><code>Authorization: Bearer \(key.text)</code></p>
              <p><a class="btn btn-outline" href="/keys">\(words("accounts.keys"))</a></p>
            </main>
            """)
    }
}
