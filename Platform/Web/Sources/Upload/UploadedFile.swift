public import Foundation

/// A file that somebody has sent. It lies in a temporary folder, and is gone when the request has been answered: whoever wants to keep it
/// moves it or reads it before.
public struct UploadedFile: Sendable, Hashable {
    /// The name of the form's field.
    public let field: String
    /// What the client calls it: one line, no path, perhaps anything. For people to read, never for the name of a file here.
    public let name: String
    /// The media type that the client declares. Only its bytes say what it is.
    public let type: String
    /// Bytes.
    public let size: Int
    /// Where it lies.
    public let url: URL

    /// Keeps it elsewhere. Throws what the file system says, such as that something is there already.
    public func move(to place: URL) throws { try FileManager.default.moveItem(at: url, to: place) }
}
