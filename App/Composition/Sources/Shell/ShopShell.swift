import Contracts
import Foundation
import HTML
import Kernel
import PizzaArt
import Shop
import Web

/// The document around every page: head, navigation, foot, and what went wrong.
struct ShopShell: Sendable {
    let assets: Assets
    let shops: Current<Shops>
    let sign: OpenSign
    let navigation: [NavigationEntry]
    let languages: [Catalogue.Spoken]

    /// The shell for the front.
    var shell: Shell {
        Shell(
            signInPath: Landmark.signIn.path,
            document: { document($0, $1) },
            problem: { problem, call in
                let page = ProblemPage(problem: problem, call: call)
                return call.face == .fragment ? page.notice : page.page
            })
    }

    private func document(_ page: Page, _ call: Call) -> HTML {
        let words = call.words
        let name = shops.value[call.scope]?.name ?? "PizzaMama"
        return """
            <!doctype html>
            <html lang="\(call.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(page.title) · \(name)</title>
            \(page.description.map { "<meta name=\"description\" content=\"\($0)\">" as HTML })
            \(when: page.section.surroundings != .window, "<meta name=\"robots\" content=\"noindex\">")
            <meta name="theme-color" content="#B8321C">
            <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"responseHandling":[{"code":"204","swap":false},{"code":"...","swap":true}]}'>
            <link rel="icon" href="\(assets.address("img/favicon.svg"))" type="image/svg+xml">
            <link rel="manifest" href="/manifest.webmanifest">
            \(Self.styles(page, call).map { "<link rel=\"stylesheet\" href=\"\(assets.address($0))\">" as HTML })
            \(Self.scripts(page, call).map { "<script defer src=\"\(assets.address($0))\"></script>" as HTML })
            </head>
            <body class="\(page.section.name)" data-base="\(call.base)" data-now="\(String(call.now.microseconds / 1000))" data-unreachable="\(words("shell.unreachable"))" data-icons="\(assets.address("vendor/icons.svg"))">
            <a class="skip-link" href="#main">\(words("shell.skip"))</a>
            \(top(page, call, name))
            \(page.content)
            \(page.section.surroundings == .window ? foot(page, call, name) : .empty)
            </body></html>
            """
    }

    private static func styles(_ page: Page, _ call: Call) -> [String] {
        ["vendor/bootstrap.min.css", "css/fonts.css", "css/tokens.css"] + page.section.styles + call.needs.styles
    }

    private static func scripts(_ page: Page, _ call: Call) -> [String] {
        let needs = call.needs
        let live = page.isLive || needs.isLive ? ["vendor/htmx-sse.js", "js/live.js"] : []
        return ["vendor/htmx.min.js", "js/wire.js"] + live + page.section.scripts + page.scripts + needs.scripts
    }

    private func top(_ page: Page, _ call: Call, _ name: String) -> HTML {
        switch page.section.surroundings {
        case .window: shopTop(page, call, name)
        case .bare: "<div id=\"flash\" aria-live=\"polite\"></div>"
        case .office: officeTop(page, call, name)
        }
    }

    private func shopTop(_ page: Page, _ call: Call, _ name: String) -> HTML {
        let words = call.words
        return """
            <header class="site-header"><a class="brand" href="\(Landmark.menu.path)">\(ShopMark.svg(title: "")) <span>\(name)</span></a>
            <nav class="site-nav" aria-label="\(words("shell.navigation"))">\(entries(.window, page, call))</nav>
            \(languageSwitch(call))</header>
            \(openState(call))
            <div id="flash" aria-live="polite"></div>
            """
    }

    /// The ways of one navigation that the caller may take.
    private func entries(_ place: NavigationEntry.Place, _ page: Page, _ call: Call) -> [HTML] {
        navigation.compactMap { entry -> HTML? in
            guard entry.place == place, entry.access.admits(call.principal, in: call.scope) else { return nil }
            return
                "<a href=\"\(entry.path)\"\(when: page.current == entry.path, " aria-current=\"page\"")>\(call.words(entry.key))</a>"
        }
    }

    /// Each language by its own name; a form, so that it works without scripts and a robot does not follow it.
    private func languageSwitch(_ call: Call) -> HTML {
        let buttons: [HTML] = languages.filter { $0.language != call.language }.map {
            "<button name=\"language\" value=\"\($0.language.rawValue)\" lang=\"\($0.language.rawValue)\">\($0.name)</button>"
        }
        return "<form class=\"language-switch\" method=\"post\" action=\"/language\">\(buttons)</form>"
    }

    private func openState(_ call: Call) -> HTML {
        guard let store = shops.value[call.scope], let state = sign.state(of: call.scope) else { return .empty }
        let words = call.words
        switch state {
        case .open: return .empty
        case .paused(let reason, let until):
            let time = words.time(until, in: store.zone)
            return """
                <p class="open-state is-paused" role="status">\(words("shell.paused", ["time": time])) \(reason)</p>
                """
        case .closed(let opens):
            guard let opens else {
                return "<p class=\"open-state is-closed\" role=\"status\">\(words("shell.closed"))</p>"
            }
            let (date, today) = (store.zone.local(opens).date, store.zone.local(call.now).date)
            let day = date == today ? words("shell.today") : words.day(date)
            let sentence = words("shell.closed-until", ["day": day, "time": words.time(opens, in: store.zone)])
            return "<p class=\"open-state is-closed\" role=\"status\">\(sentence)</p>"
        }
    }

    private func foot(_ page: Page, _ call: Call, _ name: String) -> HTML {
        let words = call.words
        let store = shops.value[call.scope]
        // Whoever has a cart sees it as soon as the page is there; strangers get one page from the cache.
        let trigger = call.cookie("cart") == nil ? "cart-changed from:body" : "load, cart-changed from:body"
        // Where the cart is on the page already, a bar with it would only be in the way.
        let bar: HTML =
            page.current == Landmark.cart.path
            ? .empty
            : "<div hx-get=\"\(Landmark.cartBar.path)\" hx-trigger=\"\(trigger)\"><div id=\"cart-bar\"></div></div>"
        return """
            \(bar)
            <footer class="site-footer"><p><strong>\(name)</strong> · \(store?.address ?? "")
            \(store.map { "<a href=\"tel:\($0.phone)\">\($0.phone)</a>" as HTML })</p>
            <p>\(words("shell.allergens"))</p><p>\(store?.legal ?? "") <a href="\(Landmark.signIn.path)">\(words("shell.sign-in"))</a></p></footer>
            """
    }

    private func officeTop(_ page: Page, _ call: Call, _ name: String) -> HTML {
        guard call.principal.isKnown else {
            return
                "<header class=\"site-header\"><a class=\"brand\" href=\"\(Landmark.menu.path)\">\(ShopMark.svg(title: "")) <span>\(name)</span></a>\(languageSwitch(call))</header><div id=\"flash\" aria-live=\"polite\"></div>"
        }
        return OfficeNavigation(
            entries: navigation, shops: shops.value, page: page, call: call, name: name, languages: languageSwitch(call)
        ).html
    }
}
