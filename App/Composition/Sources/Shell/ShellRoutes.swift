import HTML
import Kernel
import Web

/// What belongs to no feature: the front door, the language, the description of the API, files at fixed addresses.
struct ShellRoutes: Sendable {
    let assets: Assets
    let document: @Sendable () -> String

    struct Choice: Input {
        let language: Language?
        init(_ fields: inout FieldReader) { language = fields.choice("language") }
    }

    var routes: [Route] {
        [
            .page("/", "The front door.") { .redirect("/menu", $0) },
            .form("/language", "Remembers the visitor's language.", body: Choice.self) { call, choice in
                Reply.redirect(call.back(or: "/menu"), call)
                    .setting(choice.language.map { Cookie("lang", $0.rawValue, maxAge: 365 * 86_400) })
            },
            .page("/api/v1/openapi.json", "The description of the API.") { [document] _ in
                .json(bytes: Array(document().utf8), status: 200)
            },
            .page("/api", "The description of the API, to be read.") { [document] call in
                .page(APIPage(document: document(), words: call.words).page)
            },
            file("/robots.txt", "robots.txt"), file("/manifest.webmanifest", "manifest.webmanifest"),
            file("/favicon.ico", "img/favicon.svg"),
        ]
    }

    private func file(_ path: String, _ name: String) -> Route {
        .page(path, "A file.") { [assets] _ in
            guard let file = assets.bytes(named: name) else { throw AppError.notFound() }
            return .bytes(file.bytes, type: file.type)
        }
    }
}
