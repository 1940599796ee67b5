import Contracts
import HTML
import Kernel
import PizzaArt
import Shop
import Web

/// The navigation of the back office: entries in groups beside the page on a desk, in a sheet that opens on a phone; and the way to the
/// other shops of whoever works in several.
struct OfficeNavigation {
    let entries: [NavigationEntry]
    let shops: Shops
    let page: Page
    let call: Call
    let name: String
    let languages: HTML

    /// What stands above the page.
    var html: HTML {
        let seen = entries.filter { $0.place == .office && $0.access.admits(call.principal, in: call.scope) }
        let now = seen.first { $0.path == page.current }.map { call.words($0.key) } ?? call.words("shell.menu-open")
        return """
            <header class="site-header office-header"><a class="brand" href="\(Landmark.office.path)">\(ShopMark.svg(title: "")) <span>\(name)</span></a>\(switcher)\(languages)</header>
            <details class="office-sheet"><summary>\(now)</summary><nav class="office-nav" aria-label="\(call.words("shell.navigation"))">\(groups(seen))</nav></details>
            <nav class="office-nav office-side" aria-label="\(call.words("shell.navigation"))">\(groups(seen))</nav>
            <div id="flash" aria-live="polite"></div>
            """
    }

    private func groups(_ entries: [NavigationEntry]) -> HTML {
        let alone: [HTML] = entries.filter { $0.group == nil }.map(link)
        let keys = Set(entries.compactMap(\.group)).sorted { ($0.order, $0.key) < ($1.order, $1.key) }
        let groups: [HTML] = keys.map { group in
            let links: [HTML] = entries.filter { $0.group == group }.map(link)
            return "<p class=\"nav-group\">\(call.words(group.key))</p><ul>\(links)</ul>"
        }
        return "<ul>\(alone)</ul>\(groups)"
    }

    private func link(_ entry: NavigationEntry) -> HTML {
        let current: HTML = page.current == entry.path ? " aria-current=\"page\"" : .empty
        return "<li><a href=\"\(entry.path)\"\(current)>\(call.words(entry.key))</a></li>"
    }

    /// The ways to the offices of the other shops in which whoever calls may do something.
    static func others(_ shops: Shops, _ call: Call) -> [HTML] {
        let grants = call.principal.grants
        return shops.all.filter { shop in
            shop.scope != call.scope && grants.allowAnything(in: shop.scope)
        }.map { shop in
            "<li><a href=\"\(ScopeDirectory.prefix)\(shop.slug)/office\">\(shop.name)</a></li>"
        }
    }

    /// Nothing when there is no other.
    private var switcher: HTML {
        let links = Self.others(shops, call)
        if links.isEmpty { return .empty }
        return """
            <details class="shop-switch"><summary>\(call.words("shell.other-shops"))</summary><ul>\(links)</ul></details>
            """
    }
}
