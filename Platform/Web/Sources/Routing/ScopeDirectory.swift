public import Kernel

/// Which shops of a database are found at which addresses: by a host of their own, or below `/s/<slug>`. Whatever names no shop is the
/// first one's.
public struct ScopeDirectory: Sendable, Hashable {
    /// Below this comes the slug of a shop and then a path as every shop has it.
    public static let prefix = "/s/"

    private let hosts: [String: Identifier<Scope>]
    private let slugs: [String: Identifier<Scope>]
    private let first: Identifier<Scope>?

    /// Shops in order, each with its slug and, if it has one, the host that is its own. Of two with one host or slug the earlier is found.
    public init(_ shops: [(id: Identifier<Scope>, slug: String, host: String?)]) {
        first = shops.first?.id
        slugs = Dictionary(shops.map { ($0.slug, $0.id) }, uniquingKeysWith: { known, _ in known })
        let named = shops.compactMap { shop in shop.host.map { ($0.lowercased(), shop.id) } }
        hosts = Dictionary(named, uniquingKeysWith: { known, _ in known })
    }

    /// No shop yet.
    public static let empty = ScopeDirectory([])

    /// The address before every path of a shop, where the database is found at `site`: `https://pizza.example`.
    public func address(of scope: Identifier<Scope>, at site: String) -> String {
        if let host = hosts.first(where: { $0.value == scope })?.key {
            return site.prefix { $0 != ":" } + "://\(host)"
        }
        guard scope != first, let slug = slugs.first(where: { $0.value == scope })?.key else { return site }
        return "\(site)\(Self.prefix)\(slug)"
    }

    /// What an address is about.
    struct Place: Sendable, Hashable {
        let scope: Identifier<Scope>?
        /// What stands before every path of this shop; empty where nothing does.
        let base: String
        /// The path within the shop; nil when it is the whole path as it was sent.
        let path: String?
    }

    /// The shop of a request; nil when the path names one that is not there.
    func place(host: String, path: String) -> Place? {
        if path.utf8.starts(with: Self.prefix.utf8) {
            let rest = path.dropFirst(Self.prefix.count)
            let slug = rest.prefix { $0 != "/" && $0 != "?" }
            guard let scope = slugs[String(slug)] else { return nil }
            let inner = rest.dropFirst(slug.count)
            return Place(
                scope: scope, base: "\(Self.prefix)\(slug)", path: inner.first == "/" ? String(inner) : "/\(inner)")
        }
        if hosts.isEmpty { return Place(scope: first, base: "", path: nil) }
        if let own = HostName(host).find(in: hosts) { return Place(scope: own, base: "", path: nil) }
        return Place(scope: first, base: "", path: nil)
    }
}
