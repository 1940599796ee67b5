/// What a route reads from a body or a query. The initialiser both reads and describes:
/// OpenAPI runs it with a reader that records what was asked for.
public protocol Input: Sendable {
    /// Reads the fields. Wrong ones are collected by the reader, which refuses them all together afterwards.
    init(_ fields: inout FieldReader)
}

/// A route that reads nothing.
public struct NoInput: Input {
    /// Reads nothing.
    public init(_ fields: inout FieldReader) {}
    init() {}
}
