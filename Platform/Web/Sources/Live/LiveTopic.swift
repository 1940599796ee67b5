/// Something that open pages can listen to, declared by the feature that tells of it: `board`, of which there is one for each shop.
public struct LiveTopic: Sendable, Hashable {
    /// The word with which its topics begin.
    public let name: String

    /// A topic by the word with which it begins.
    public init(_ name: StaticString) { self.name = name.description }

    /// The topic of one thing: the name, a stroke and what tells it apart.
    public func of(_ thing: some CustomStringConvertible) -> String { "\(name)/\(thing)" }
}
