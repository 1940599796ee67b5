import HTML
import Kernel
import Shop
import Web

/// What a file of streets would do to the table, and everything that is wrong with it.
struct StreetImportReport: JSONWritable {
    /// What is wrong with a line.
    struct Fault: JSONWritable {
        let line: Int
        let sentence: String
        static let example = Fault(line: 12, sentence: "lat: scrivi un numero.")
        func write(to json: inout JSONWriter) {
            json.member("line", line)
            json.member("sentence", sentence)
        }
    }

    let id: Identifier<DeliveryImport>
    let file: String
    /// Of which state of the table it was made: who applies it says so.
    let version: Int
    let added, changed, removed, kept: Int
    /// The first of the faults, and how many there are.
    let faults: [Fault]
    let faultCount: Int

    /// The most faults that are named.
    static let mostNamed = 200

    /// Whether it can be applied: nothing is wrong, and something would change.
    var isApplicable: Bool { faultCount == 0 && added + changed + removed > 0 }

    static let example = StreetImportReport(
        id: Identifier(high: 0x7000, low: 1 << 63), file: "strade.csv", version: 3, added: 2, changed: 1, removed: 0,
        kept: 70, faults: [.example], faultCount: 1)

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("file", file)
        json.member("version", version)
        json.member("added", added)
        json.member("changed", changed)
        json.member("removed", removed)
        json.member("kept", kept)
        json.member("faults", faults)
        json.member("fault_count", faultCount)
        json.member("is_applicable", isApplicable)
    }
}

extension StreetImportReport {
    init(
        _ found: DeliveryImport, _ file: StreetFile, _ changes: StreetChanges<Identifier<StreetRow>>, version: Int64,
        _ words: Words
    ) {
        self.init(
            id: found.id, file: found.file, version: Int(version), added: changes.added.count,
            changed: changes.moved.count, removed: changes.removed.count, kept: changes.kept,
            faults: file.faults.prefix(Self.mostNamed).map { fault in
                let sentence = words("field.street-\(fault.code)", fault.arguments)
                return Fault(
                    line: fault.line,
                    sentence: fault.column.map { "\(words("delivery.column-\($0)")): \(sentence)" } ?? sentence)
            }, faultCount: file.faults.count)
    }

    /// The page.
    func page(_ call: Call) -> Page {
        let words = call.words
        let title = words("delivery.import-streets")
        let counts = [("added", added), ("changed", changed), ("removed", removed), ("kept", kept)]
        let figures: [HTML] = counts.map { name, count in
            "<div><dt>\(words("delivery.count-\(name)"))</dt><dd>\(count)</dd></div>"
        }
        let shown: HTML = faultCount == 0 ? "<dl class=\"import-counts\">\(figures)</dl>" : .empty
        return Page(
            title, section: .deliveryOffice, current: "/street-table",
            """
            <main class="office" id="main"><p class="crumbs"><a href="/street-table/import">\(title)</a></p>
            <h1>\(file.isEmpty ? title : file)</h1>\(ChangedNotice(call).html)\(shown)\(verdict(call))</main>
            """)
    }

    private func verdict(_ call: Call) -> HTML {
        let words = call.words
        let again: HTML =
            "<p><a class=\"btn btn-outline\" href=\"/street-table/import\">\(words("delivery.import-again"))</a></p>"
        if faultCount > 0 {
            let rows: [DataTable.Row] = faults.map { DataTable.Row(["\($0.line)", "\($0.sentence)"]) }
            let heads = [
                DataTable.Head(words("delivery.line"), isFigure: true), DataTable.Head(words("delivery.fault")),
            ]
            let sentence = words("delivery.fault-count", count: faultCount)
            return """
                <div class="alert alert-error" role="alert"><p>\(sentence) \(words("delivery.fault-hint"))</p></div>
                \(DataTable(words("delivery.faults"), heads: heads, rows: rows).html)\(again)
                """
        }
        guard isApplicable else { return "<p>\(words("delivery.import-nothing"))</p>\(again)" }
        let apply = ApplyForm(
            call, path: "/street-table/import/\(id)/application", version: version, back: "/street-table")
        return "<p>\(words("delivery.import-check"))</p>\(apply.html)"
    }
}

/// What a file did to the table of streets.
struct StreetImportDone: JSONWritable {
    let added, changed, removed: Int
    static let example = StreetImportDone(added: 2, changed: 1, removed: 0)
    func write(to json: inout JSONWriter) {
        json.member("added", added)
        json.member("changed", changed)
        json.member("removed", removed)
    }
}
