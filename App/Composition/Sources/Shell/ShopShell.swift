import Foundation
import HTML
import Kernel
import PizzaArt
import Shop
import Web

/// The document around every page: head, navigation, foot, and what went wrong.
struct ShopShell: Sendable {
    let assets: Assets
    let store: Current<Store?>
    let sign: OpenSign

    /// The shell for the front.
    var shell: Shell {
        Shell(
            document: { document($0, $1) },
            problem: { problem, call in
                let page = ProblemPage(problem: problem, words: call.words)
                return call.face == .fragment ? page.notice : page.page
            })
    }

    private func document(_ page: Page, _ call: Call) -> HTML {
        let words = call.words
        let name = store.value?.name ?? "PizzaMama"
        return """
            <!doctype html>
            <html lang="\(call.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(page.title) · \(name)</title>
            \(page.description.map { "<meta name=\"description\" content=\"\($0)\">" as HTML })
            \(when: page.section != .shop, "<meta name=\"robots\" content=\"noindex\">")
            <meta name="theme-color" content="#B8321C">
            <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"responseHandling":[{"code":"204","swap":false},{"code":"...","swap":true}]}'>
            <link rel="icon" href="\(assets.address("img/favicon.svg"))" type="image/svg+xml">
            <link rel="manifest" href="/manifest.webmanifest">
            \(Self.styles(page.section).map { "<link rel=\"stylesheet\" href=\"\(assets.address($0))\">" as HTML })
            \(Self.scripts(page).map { "<script defer src=\"\(assets.address($0))\"></script>" as HTML })
            </head>
            <body class="\(page.section.rawValue)" data-now="\(String(call.now.microseconds / 1000))" data-icons="\(assets.address("vendor/icons.svg"))">
            <a class="skip-link" href="#main">\(words("shell.skip"))</a>
            \(top(page, call, name))
            \(page.content)
            \(page.section == .shop ? foot(page, call, name) : .empty)
            </body></html>
            """
    }

    private static func styles(_ section: Page.Section) -> [String] {
        let own =
            switch section {
            case .shop: ["css/shop.css"]
            case .board: ["css/board.css"]
            case .office: ["css/office.css"]
            }
        return ["vendor/bootstrap.min.css", "css/fonts.css", "css/tokens.css"] + own
    }

    private static func scripts(_ page: Page) -> [String] {
        let live = page.scripts.isEmpty ? [] : ["vendor/htmx-sse.js"]
        let own = page.section == .shop ? ["js/shop.js"] : []
        return ["vendor/htmx.min.js"] + live + own + page.scripts
    }

    private func top(_ page: Page, _ call: Call, _ name: String) -> HTML {
        switch page.section {
        case .shop: shopTop(page, call, name)
        case .board: "<div id=\"flash\" aria-live=\"polite\"></div>"
        case .office: officeTop(page, call, name)
        }
    }

    private func shopTop(_ page: Page, _ call: Call, _ name: String) -> HTML {
        let words = call.words
        return """
            <header class="site-header"><a class="brand" href="/menu">\(ShopMark.svg(title: "")) <span>\(name)</span></a>
            <nav class="site-nav" aria-label="\(words("shell.navigation"))">
            <a href="/menu"\(when: page.current == "menu", " aria-current=\"page\"")>\(words("shell.menu"))</a>
            <a href="/cart"\(when: page.current == "cart", " aria-current=\"page\"")>\(words("shell.cart"))</a></nav>
            \(languageSwitch(call))</header>
            \(openState(call))
            <div id="flash" aria-live="polite"></div>
            """
    }

    /// Each language by its own name; a form, so that it works without scripts and a robot does not follow it.
    private func languageSwitch(_ call: Call) -> HTML {
        let others = Language.allCases.filter { $0 != call.language }
        let buttons: [HTML] = others.map {
            "<button name=\"language\" value=\"\($0.rawValue)\" lang=\"\($0.rawValue)\">\($0 == .it ? "Italiano" : "English")</button>"
        }
        return "<form class=\"language-switch\" method=\"post\" action=\"/language\">\(buttons)</form>"
    }

    private func openState(_ call: Call) -> HTML {
        guard let store = store.value, let state = sign.state else { return .empty }
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
        let store = store.value
        // Whoever has a cart sees it as soon as the page is there; strangers get one page from the cache.
        let trigger = call.cookie("cart") == nil ? "cart-changed from:body" : "load, cart-changed from:body"
        // Where the cart is on the page already, a bar with it would only be in the way.
        let bar: HTML =
            page.current == "cart"
            ? .empty : "<div hx-get=\"/cart/bar\" hx-trigger=\"\(trigger)\"><div id=\"cart-bar\"></div></div>"
        return """
            \(bar)
            <footer class="site-footer"><p><strong>\(name)</strong> · \(store?.address ?? "")
            \(store.map { "<a href=\"tel:\($0.phone)\">\($0.phone)</a>" as HTML })</p>
            <p>\(words("shell.allergens"))</p><p>\(store?.legal ?? "") <a href="/session/new">\(words("shell.sign-in"))</a></p></footer>
            """
    }

    private func officeTop(_ page: Page, _ call: Call, _ name: String) -> HTML {
        guard let identity = call.identity else {
            return
                "<header class=\"site-header\"><a class=\"brand\" href=\"/menu\">\(ShopMark.svg(title: "")) <span>\(name)</span></a>\(languageSwitch(call))</header><div id=\"flash\" aria-live=\"polite\"></div>"
        }
        let links: [(String, String, Permission)] = [
            ("/kitchen", "kitchen", "board.see"), ("/kitchen/availability", "availability", "menu.availability"),
            ("/staff", "staff", "staff.manage"), ("/account", "account", "board.see"),
        ]
        let items: [HTML] = links.filter { identity.permissions.contains($0.2) }.map { address, key, _ in
            "<a href=\"\(address)\"\(when: page.current == key, " aria-current=\"page\"")>\(call.words("shell.\(key)"))</a>"
        }
        return """
            <header class="site-header"><a class="brand" href="/menu">\(ShopMark.svg(title: "")) <span>\(name)</span></a>
            <nav class="office-nav" aria-label="\(call.words("shell.navigation"))">\(items)</nav>\(languageSwitch(call))</header>
            <div id="flash" aria-live="polite"></div>
            """
    }
}
