public import HTTPTypes
public import NIOCore

/// A page that is the same for every stranger, made and compressed once.
public struct CachedPage: Sendable {
    /// The bytes in one coding, and the fields that go with them.
    public struct Variant: Sendable {
        /// The body.
        public let bytes: ByteBuffer
        /// All fields of the answer but those of the single request.
        public let fields: HTTPFields

        /// A body and its fields.
        public init(bytes: ByteBuffer, fields: HTTPFields) {
            self.bytes = bytes
            self.fields = fields
        }
    }

    /// The version of what it shows.
    public let version: String
    /// Its entity tag, with the quotation marks.
    public let tag: String
    /// As it is.
    public let plain: Variant
    /// Compressed; nil when that is not smaller.
    public let gzip: Variant?
    /// The fields of an answer that says that nothing has changed.
    public let unchangedFields: HTTPFields

    /// A page of a version.
    public init(version: String, tag: String, plain: Variant, gzip: Variant?, unchangedFields: HTTPFields) {
        self.version = version
        self.tag = tag
        self.plain = plain
        self.gzip = gzip
        self.unchangedFields = unchangedFields
    }

    /// Bytes of both bodies.
    public var size: Int { plain.bytes.readableBytes + (gzip?.bytes.readableBytes ?? 0) }
}

/// Keeps pages that are the same for every stranger, for this process or for several together.
public protocol PageCaching: Sendable {
    /// The page at a key, if it is of this version. Whoever keeps pages elsewhere and cannot reach it has none.
    func page(_ key: String, version: String) async -> CachedPage?
    /// Keeps a page at a key, in place of what was there.
    func store(_ page: CachedPage, at key: String) async
}
