import HTML
import Kernel
import Shop
import Web

/// Every shop with the way to it, and the form that opens another.
struct ShopsPage {
    let call: Call
    let shops: [Store]
    /// What was typed into the form, when it comes back.
    let typed: FieldTree
    let problem: Problem?
    private var words: Words { call.words }

    var page: Page {
        Page(
            words("stores.shops"), section: .office, current: "/stores",
            """
            <main class="office" id="main"><h1>\(words("stores.shops"))</h1><p class="lead">\(words("stores.shops-hint"))</p>
            \(list)
            <h2>\(words("stores.open-another"))</h2><p>\(words("stores.open-hint"))</p>\(form)</main>
            """)
    }

    private var list: HTML {
        if shops.isEmpty { return EmptyState(words("stores.none-yet")).html }
        let heads = ["name", "where", "address", "work"].map { DataTable.Head(words("stores.\($0)")) }
        let rows = shops.map { shop in
            let base = ScopeDirectory.prefix + shop.slug
            let host: HTML = shop.host.map { "<br><small>\($0)</small>" } ?? .empty
            return DataTable.Row([
                "<strong>\(shop.name)</strong>", "<a href=\"\(base)/menu\">\(base)</a>\(host)", "\(shop.address)",
                "<a class=\"btn btn-outline\" href=\"\(base)/office\">\(words("stores.to-office"))</a>",
            ])
        }
        return DataTable(words("stores.shops"), heads: heads, rows: rows).html
    }

    private var form: HTML {
        """
        <form method="post" action="/stores" class="office-form">\(call.formToken)
        \(field("name", limit: 80))\(field("slug", limit: 32))\(field("host", limit: 253, isRequired: false))
        \(field("address", limit: 160))\(field("phone", limit: 40, type: "tel"))\(model)\(sameTown)
        <button class="btn btn-primary">\(words("stores.open"))</button></form>
        """
    }

    private func field(_ name: String, limit: Int, type: String = "text", isRequired: Bool = true) -> HTML {
        var field = Field(
            id: "shop-\(name)", name: name, label: words("stores.\(name)"), value: typed[name].typed, limit: limit,
            problem: problem?.sentence(for: name), type: type, isRequired: isRequired)
        if words.has("stores.\(name).help") { field.hint = words("stores.\(name).help") }
        return field.html
    }

    private var sameTown: HTML {
        let frame = FieldFrame(
            id: "shop-same_town", label: words("stores.same_town"), hint: words("stores.same_town.help"), problem: nil)
        return CheckField(frame, name: "same_town", isOn: typed["same_town"].typed == "on").html
    }

    private var model: HTML {
        let frame = FieldFrame(
            id: "shop-model", label: words("stores.model"), hint: words("stores.model.help"),
            problem: problem?.sentence(for: "model"), isRequired: true)
        let choices = shops.map { FieldChoice($0.id.description, $0.name) }
        return SelectField(frame, name: "model", choices: choices, chosen: typed["model"].typed).html
    }
}
