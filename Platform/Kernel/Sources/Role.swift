/// What somebody is where they work, by a stable name: `kitchen`. Which roles there are is said by the domain; what one may do, by the
/// permissions that name it.
public struct Role: RawRepresentable, Hashable, Sendable, Codable {
    /// The name that rows, forms and programs use.
    public let rawValue: String

    /// A role by its name.
    public init(rawValue: String) { self.rawValue = rawValue }
}
