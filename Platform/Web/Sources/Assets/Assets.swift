public import Foundation
import NIOCore
import Secrets
import Synchronization

/// The files of public folders, each at an address that names its content, so that a browser may keep it for a year.
public final class Assets: Sendable {
    struct File: Sendable {
        let plain: ByteBuffer
        let type: String
        let compressible: Bool
    }

    private let files: [String: File]
    private let addresses: [String: String]
    private let compressed = Mutex<[String: ByteBuffer]>([:])

    /// A file that is made at start, when the addresses of the others are known.
    public struct Generated: Sendable {
        let name: String
        let text: @Sendable (_ address: (String) -> String) -> String

        /// A file called `name`, below the folder, with the text that is made of the others' addresses.
        public init(name: String, text: @escaping @Sendable (_ address: (String) -> String) -> String) {
            self.name = name
            self.text = text
        }
    }

    /// A folder of files, and what their names begin with: nothing for the program's own, `vouchers/` for those of a feature.
    public struct Folder: Sendable {
        let url: URL
        /// What the names of its files begin with.
        public let prefix: String

        /// The files below `url`; their names begin with `prefix`.
        public init(_ url: URL, prefix: String = "") {
            self.url = url
            self.prefix = prefix
        }
    }

    /// Reads every file below the folders but hidden ones, and makes the generated ones. Addresses are `/assets/<hash>/<name>`.
    ///
    /// Throws `AssetFault` when a folder is not there, two files have one name, or one is of a type that is not served.
    public init(folders: [Folder], generated: [Generated] = []) throws {
        var files: [String: File] = [:]
        var addresses: [String: String] = [:]
        for folder in folders {
            for (name, bytes, type) in try Self.read(folder) {
                guard addresses[name] == nil else { throw AssetFault.twice(name) }
                Self.add(bytes, name, type, &files, &addresses)
            }
        }
        for file in generated {
            guard let type = Self.type(of: file.name) else { continue }
            let known = addresses
            let text = file.text { known[$0] ?? "/assets/missing/\($0)" }
            Self.add(Array(text.utf8), file.name, type, &files, &addresses)
        }
        self.files = files
        self.addresses = addresses
    }

    private static func read(_ folder: Folder) throws -> [(name: String, bytes: [UInt8], type: String)] {
        let root = folder.url.resolvingSymlinksInPath().path + "/"
        guard
            let walk = FileManager.default.enumerator(
                at: folder.url, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles]),
            FileManager.default.fileExists(atPath: folder.url.path)
        else { throw AssetFault.missing(folder.url.path) }
        var found: [(String, [UInt8], String)] = []
        for case let url as URL in walk {
            let path = url.resolvingSymlinksInPath().path
            var isFolder: ObjCBool = false
            guard path.hasPrefix(root), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            let name = folder.prefix + path.dropFirst(root.count)
            guard let type = Self.type(of: path) else { throw AssetFault.unknownType(name) }
            found.append((name, [UInt8](try Data(contentsOf: url)), type))
        }
        return found
    }

    private static func add(
        _ bytes: [UInt8], _ name: String, _ type: String, _ files: inout [String: File],
        _ addresses: inout [String: String]
    ) {
        let address = "/assets/\(Digest.hex(Digest.sha256(bytes).prefix(6)))/\(name)"
        let compressible =
            !type.hasPrefix("font/") && (!type.hasPrefix("image/") || type.hasPrefix("image/svg"))
            && !type.hasPrefix("audio/")
            && bytes.count > 256
        files[address] = File(plain: ByteBuffer(bytes: bytes), type: type, compressible: compressible)
        addresses[name] = address
    }

    /// The address of a file by its path below the folder; an unknown one is an address that is not found.
    public func address(_ name: String) -> String { addresses[name] ?? "/assets/missing/\(name)" }

    /// The names of all files, sorted.
    public var names: [String] { addresses.keys.sorted() }

    /// The bytes at an address, compressed if wished and worth it.
    func file(at address: String, gzip: Bool) -> (bytes: ByteBuffer, type: String, compressed: Bool)? {
        guard let file = files[address] else { return nil }
        guard gzip, file.compressible else { return (file.plain, file.type, false) }
        if let ready = compressed.withLock({ $0[address] }) { return (ready, file.type, true) }
        guard let bytes = Gzip.compressSmall(Array(file.plain.readableBytesView)) else {
            return (file.plain, file.type, false)
        }
        let buffer = ByteBuffer(bytes: bytes)
        compressed.withLock { $0[address] = buffer }
        return (buffer, file.type, true)
    }

    /// The text of a small file, such as `robots.txt`.
    public func bytes(named name: String) -> (bytes: [UInt8], type: String)? {
        addresses[name].flatMap { files[$0] }.map { (Array($0.plain.readableBytesView), $0.type) }
    }

    private static func type(of path: String) -> String? {
        switch path.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "avif": "image/avif"
        case "ico": "image/x-icon"
        case "mp3": "audio/mpeg"
        case "json": "application/json"
        case "woff2": "font/woff2"
        case "webmanifest": "application/manifest+json"
        case "txt": "text/plain; charset=utf-8"
        default: nil
        }
    }
}

/// Why files cannot be served.
public enum AssetFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A folder is not there.
    case missing(String)
    /// Two files have one name.
    case twice(String)
    /// A file is of a type that is not served.
    case unknownType(String)

    public var description: String {
        switch self {
        case .missing(let path): "There is no folder \(path) of files."
        case .twice(let name): "Two files are called \(name)."
        case .unknownType(let name): "\(name) is of a type that is not served."
        }
    }
}
