import Database
import Kernel
import Web

/// Permissions as a column holds them: their names in order, a space between.
struct PermissionNames: Sendable, Hashable, RawRepresentable, SQLConvertible {
    let rawValue: String

    init(rawValue: String) { self.rawValue = rawValue }

    init(_ names: some Sequence<String>) { rawValue = Set(names).sorted().joined(separator: " ") }

    /// The names.
    var names: [String] { rawValue.split(separator: " ").map(String.init) }

    /// Those that are declared; a name that no feature knows any more grants nothing.
    func permissions(among declared: Set<Permission>) -> Set<Permission> {
        let names = Set(names)
        return declared.filter { names.contains($0.name) }
    }
}
