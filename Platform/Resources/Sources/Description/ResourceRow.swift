public import Kernel

/// A row that an owner edits. Its `resource` says everything else: SQL, JSON, OpenAPI, list, form, history and audit follow from that.
public protocol ResourceRow: Blank {
    /// Which one; given by the platform.
    var id: Identifier<Self> { get set }
    /// Grows with every change, so that two who edit at once are told apart. It is 0 in a row that was never saved.
    var version: Int64 { get set }
    /// The description.
    static var resource: Resource<Self> { get }
}

extension Identifier {
    /// The id of nothing: what a row has before it is saved.
    public static var none: Identifier { Identifier(high: 0, low: 0) }
}
