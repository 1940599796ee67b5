import HTML
import Kernel
import Web

/// A button that changes something: a form of its own, so that it works without scripts.
struct OfficeButton {
    let call: Call
    let action: String
    let label: String
    var look = "btn-outline"

    var html: HTML {
        """
        <form method="post" action="\(action)">\(call.formToken)<button class="btn \(look)">\(label)</button></form>
        """
    }
}

/// The fields of an office form that was refused, or of one that is fresh.
struct OfficeForm {
    let words: Words
    let problem: Problem?

    /// A field whose id is its name.
    func field(
        _ name: String, _ label: String, value: String = "", limit: Int, type: String = "text",
        autocomplete: String = "off", hint: String? = nil, isRequired: Bool = true, isVerbatim: Bool = false
    ) -> HTML {
        var field = Field(
            id: name, name: name, label: label, value: value, autocomplete: autocomplete, limit: limit,
            problem: problem?.sentence(for: name), type: type, isRequired: isRequired)
        field.hint = hint
        field.isVerbatim = isVerbatim
        return field.html
    }

    /// That what was sent is kept, on the page that the browser comes back to.
    static func saved(_ call: Call) -> HTML {
        call.queryValue("saved") == nil ? .empty : Toast(call.words("accounts.saved")).html
    }

    /// A password, which is never shown again.
    func password(_ name: String, _ label: String, isNew: Bool) -> HTML {
        field(
            name, label, limit: 256, type: "password", autocomplete: isNew ? "new-password" : "current-password",
            hint: isNew ? words("accounts.password-hint") : nil)
    }

    /// One of the shops, and before them all of them where that may be chosen.
    func shop(_ name: String, _ shops: [Accounts.Shop], coversAll: Bool, chosen: String) -> HTML {
        SelectField(
            FieldFrame(id: name, label: words("accounts.shop"), problem: problem?.sentence(for: name)), name: name,
            choices: shops.map { FieldChoice($0.id.description, $0.name) }, chosen: chosen,
            nothing: coversAll ? words("accounts.all-shops") : nil
        ).html
    }

    /// Boxes to tick, one for each permission.
    func permissions(_ names: [String], ticked: Set<String>) -> HTML {
        CheckGroup(
            FieldFrame(
                id: "permissions", label: words("accounts.permissions"), problem: problem?.sentence(for: "permissions")),
            name: "permissions", choices: names.map { FieldChoice($0, words("permission.\($0)")) }, chosen: ticked
        ).html
    }

    /// What went wrong, above the form; nothing when nothing did.
    var notice: HTML { problem.map { ProblemNotice(problem: $0).html } ?? .empty }
}
