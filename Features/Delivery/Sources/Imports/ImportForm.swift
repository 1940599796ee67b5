import Foundation
import HTML
import Kernel
import Web

/// What is sent to be looked at: a file, or its text.
struct ImportInput: Input {
    let text: String?

    init(_ fields: inout FieldReader) {
        text = fields.optionalText("text", limit: ImportInput.mostText, multiline: true)
        fields.ignore("file")
    }

    /// The most that is pasted, in Unicode scalars.
    static let mostText = 1 << 20
}

/// That somebody has looked at the report and applies what it says.
struct ImportApplication: Input {
    let version: Int

    init(_ fields: inout FieldReader) { version = fields.int("version", 0...Int.max) }
}

/// A file as it was sent: its name and its bytes.
struct SentFile {
    let name: String
    let bytes: [UInt8]

    /// The file of a call, or the text that was pasted. Throws `invalid` when there is neither, or more than `most` bytes.
    init(_ call: Call, _ input: ImportInput, most: Int) throws {
        if let file = call.file("file") {
            let megabytes = String(most >> 20)
            guard file.size <= most else {
                throw AppError.invalid([.init("file", "area-too-long", ["limit": megabytes])])
            }
            name = file.name
            bytes = Array(try Data(contentsOf: file.url))
        } else if let text = input.text {
            name = ""
            bytes = Array(text.utf8)
        } else {
            throw AppError.invalid([.init("file", "missing")])
        }
    }
}

/// A page that takes a file to be looked at.
struct ImportForm {
    let call: Call
    /// Where it is sent.
    let path: String
    /// The page that it belongs to, and its name.
    let parent: FieldChoice
    let title: String
    let hint: HTML
    /// Which files a browser offers.
    let types: String
    var problem: Problem?
    /// What stands below the form.
    var below: HTML = .empty
    private var words: Words { call.words }

    init(_ call: Call, path: String, parent: FieldChoice, title: String, hint: HTML, types: String) {
        self.call = call
        self.path = path
        self.parent = parent
        self.title = title
        self.hint = hint
        self.types = types
    }

    var page: Page {
        let notice: HTML = problem.map { ProblemNotice(problem: $0).html } ?? .empty
        return Page(
            title, section: .deliveryOffice, current: parent.value,
            """
            <main class="office" id="main"><p class="crumbs"><a href="\(parent.value)">\(parent.label)</a></p><h1>\(title)</h1>\(notice)
            <div class="import-hint">\(hint)</div>
            <form method="post" action="\(path)" enctype="multipart/form-data" class="import-form">\(call.formToken)
            \(fields)<p><button class="btn btn-primary">\(words("delivery.import-look"))</button></p></form>
            \(below)</main>
            """)
    }

    private var fields: HTML {
        let frame = FieldFrame(
            id: "text", label: words("delivery.import-text"), problem: problem?.sentence(for: "text"))
        let pasted = TextArea(frame, name: "text", value: call.typed("text"), limit: ImportInput.mostText)
        let wrong: HTML =
            problem?.sentence(for: "file").map { "<span class=\"field-error\" id=\"file-problem\">\($0)</span>" }
            ?? .empty
        return """
            <p class="field"><label for="file">\(words("delivery.import-file"))</label>
            <input class="form-control" type="file" id="file" name="file" accept="\(types)">\(wrong)</p>
            \(pasted.html)
            """
    }
}

extension Page.Section {
    /// The pages of zones and streets.
    static let deliveryOffice = Page.Section(
        "office", .office, styles: ["css/office.css", "css/zones.css"], scripts: ["js/office.js", "js/zones.js"])
}
