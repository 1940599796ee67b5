import HTML
import Kernel
import Web

/// What a file of zones would do, for people and programs.
struct ZoneImportReport: JSONWritable {
    /// One zone of the file.
    struct Line: JSONWritable {
        let name, effect, sentence: String
        static let example = Line(
            name: "Centro", effect: "change", sentence: "7 angoli, 2,4 km². Consegna: 2,50 € → 3,00 €.")
        func write(to json: inout JSONWriter) {
            json.member("name", name)
            json.member("effect", effect)
            json.member("sentence", sentence)
        }
    }

    let id: Identifier<DeliveryImport>
    let file: String
    /// Of which state of the zones it was made: who applies it says so.
    let version: Int
    let lines: [Line]
    let isApplicable: Bool

    static let example = ZoneImportReport(
        id: Identifier(high: 0x7000, low: 1 << 63), file: "zone.geojson", version: 3, lines: [.example],
        isApplicable: true)

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("file", file)
        json.member("version", version)
        json.member("lines", lines)
        json.member("is_applicable", isApplicable)
    }
}

extension ZoneImportReport {
    init(_ found: DeliveryImport, _ zones: ZoneImport, version: Int64, _ words: Words) {
        self.init(
            id: found.id, file: found.file, version: Int(version),
            lines: zones.lines.map {
                Line(name: $0.name, effect: $0.effect.rawValue, sentence: Self.sentence(of: $0, words))
            }, isApplicable: zones.isApplicable)
    }

    /// What is to be known of a line before it is applied.
    static func sentence(of line: ZoneImport.Line, _ words: Words) -> String {
        if let refusal = line.refusal { return words("field.\(refusal.code)", refusal.arguments) }
        return line.row.map { AreaWords($0.area, words).text + terms(of: $0, was: line.old, words) } ?? ""
    }

    /// The terms of a new zone, and of another those that change: a fee that nobody looked at is a fee that nobody meant.
    private static func terms(of row: ZoneRow, was old: ZoneRow?, _ words: Words) -> String {
        let terms: [(key: String, value: (ZoneRow) -> String)] = [
            ("fee", { words.money($0.fee) }), ("minimum", { words.money($0.minimum) }),
            ("free_from", { $0.freeFrom.map(words.money) ?? "—" }),
            ("extra_minutes", { "\($0.extraMinutes) \(words("delivery.minutes"))" }),
            ("priority", { String($0.priority) }),
        ]
        let told = terms.compactMap { term -> String? in
            let now = term.value(row)
            let label = words("delivery.zones.\(term.key)")
            guard let old else { return "\(label): \(now)" }
            let before = term.value(old)
            return before == now ? nil : "\(label): \(before) → \(now)"
        }
        return told.isEmpty ? "" : ". " + told.joined(separator: "; ")
    }

    /// The page, with what the zones would look like.
    func page(_ call: Call, map: HTML) -> Page {
        let words = call.words
        let rows: [DataTable.Row] = lines.map { line in
            let tone: Badge.Tone = line.effect == "refuse" ? .bad : line.effect == "keep" ? .plain : .good
            return DataTable.Row([
                "\(line.name.isEmpty ? "—" : line.name)", Badge(words("delivery.effect-\(line.effect)"), tone).html,
                "\(line.sentence)",
            ])
        }
        let heads = ["delivery.zones.name", "delivery.effect", "delivery.zones.area"].map { DataTable.Head(words($0)) }
        let title = words("delivery.import-zones")
        return Page(
            title, section: .deliveryOffice, current: "/delivery-zones",
            """
            <main class="office" id="main"><p class="crumbs"><a href="/delivery-zones/import">\(title)</a></p>
            <h1>\(file.isEmpty ? title : file)</h1>\(ChangedNotice(call).html)<p>\(words(isApplicable ? "delivery.import-check" : "delivery.import-nothing"))</p>
            \(DataTable(title, heads: heads, rows: rows).html)\(buttons(call))\(map)</main>
            """)
    }

    private func buttons(_ call: Call) -> HTML {
        guard isApplicable else {
            return
                "<p><a class=\"btn btn-outline\" href=\"/delivery-zones/import\">\(call.words("delivery.import-again"))</a></p>"
        }
        return ApplyForm(
            call, path: "/delivery-zones/import/\(id)/application", version: version, back: "/delivery-zones"
        ).html
    }
}

/// That what a report was made of has changed, so that it is to be looked at once more.
struct ChangedNotice {
    let html: HTML

    init(_ call: Call) {
        html =
            call.queryValue("changed") == nil
            ? .empty
            : "<div class=\"alert alert-warning\" role=\"alert\"><p>\(call.words("error.delivery.changed-since"))</p></div>"
    }
}

/// The button that applies what a report says, and the way back.
struct ApplyForm {
    let html: HTML

    init(_ call: Call, path: String, version: Int, back: String) {
        html = """
            <form method="post" action="\(path)" class="apply-form">\(call.formToken)<input type="hidden" name="version" value="\(version)">
            <button class="btn btn-primary">\(call.words("delivery.import-apply"))</button>
            <a class="btn btn-quiet" href="\(back)">\(call.words("delivery.import-leave"))</a></form>
            """
    }
}
