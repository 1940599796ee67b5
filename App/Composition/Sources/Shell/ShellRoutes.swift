import Contracts
import FeatureKit
import Foundation
import HTML
import Kernel
import Shop
import Web

/// What belongs to no feature: the front door, the language, the description of the API, files at fixed addresses.
struct ShellRoutes: Feature {
    static let name = "shell"
    static var sentences: URL? { Pizzeria.files.appending(path: "Locale") }

    let assets: Assets
    let catalogue: Catalogue
    let shops: Current<Shops>
    /// The routes that the description of the API is made from.
    let described: [Route]
    /// The version of what stands around every page of a shop.
    let pageVersion: @Sendable (Identifier<Scope>?) -> String

    private var document: String { OpenAPI.document(of: described, title: "PizzaMama", version: Pizzeria.version) }

    struct Choice: Input {
        let language: Language?
        init(_ fields: inout FieldReader) { language = fields.language("language") }
    }

    var slots: [OfferedSlot] { [PageSlot<Void>.officeToday.offer] }

    var navigation: [NavigationEntry] {
        [NavigationEntry(.office, Landmark.office.path, "shell.office", order: 10, access: .principals([.staff]))]
    }

    var routes: [Route] {
        [
            .page("/office", "The first page of the back office.", access: .principals([.staff])) { call in
                .page(
                    OfficePage(
                        call: call, today: await call.content(of: .officeToday),
                        others: OfficeNavigation.others(shops.value, call)
                    ).page)
            },
            .page("/", "The front door.") { .redirect(Landmark.menu.path, $0) },
            .form("/language", "Remembers the visitor's language.", body: Choice.self) { [catalogue] call, choice in
                guard let language = choice.language, catalogue.speaks(language) else {
                    throw AppError.invalid([.init("language", "not-a-choice")])
                }
                return Reply.redirect(call.back(or: Landmark.menu.path), call)
                    .setting(Cookie("lang", language.rawValue, maxAge: 365 * 86_400))
            },
            .page("/api/v1/openapi.json", "The description of the API.", policy: .shared { _ in Pizzeria.version }) {
                _ in
                .json(bytes: Array(document.utf8), status: 200)
            },
            .page("/api", "The description of the API, to be read.", policy: .shared(pageVersion)) { call in
                .page(APIPage(entries: OpenAPI.entries(of: described), words: call.words).page)
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
