/// What the parts of an upload may be.
public struct UploadLimits: Sendable, Hashable {
    /// Files.
    public var mostFiles: Int
    /// Fields besides.
    public var mostFields: Int
    /// Bytes of all fields together.
    public var largestFields: Int
    /// Bytes of the head of one part.
    public var largestHead: Int

    /// The defaults are those of a form with a few pictures.
    public init(mostFiles: Int = 4, mostFields: Int = 100, largestFields: Int = 64 << 10, largestHead: Int = 2 << 10) {
        self.mostFiles = mostFiles
        self.mostFields = mostFields
        self.largestFields = largestFields
        self.largestHead = largestHead
    }
}
