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

    /// Reads every file below the folders, and makes the generated ones. Addresses are `/assets/<hash>/<name>`.
    public init(folders: [Folder], generated: [Generated] = []) throws {
        var files: [String: File] = [:]
        var addresses: [String: String] = [:]
        for folder in folders {
            for (name, bytes, type) in try Self.read(folder) { Self.add(bytes, name, type, &files, &addresses) }
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
        var found: [(String, [UInt8], String)] = []
        for case let url as URL in FileManager.default.enumerator(
            at: folder.url, includingPropertiesForKeys: [.isRegularFileKey]) ?? .init()
        {
            let path = url.resolvingSymlinksInPath().path
            var isFolder: ObjCBool = false
            guard path.hasPrefix(root), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue, let type = Self.type(of: path)
            else { continue }
            found.append((folder.prefix + path.dropFirst(root.count), [UInt8](try Data(contentsOf: url)), type))
        }
        return found
    }

    private static func add(
        _ bytes: [UInt8], _ name: String, _ type: String, _ files: inout [String: File],
        _ addresses: inout [String: String]
    ) {
        let address = "/assets/\(Digest.hex(Digest.sha256(bytes).prefix(6)))/\(name)"
        let compressible = !type.hasPrefix("font/") && !type.hasPrefix("image/png") && bytes.count > 256
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
        case "woff2": "font/woff2"
        case "webmanifest": "application/manifest+json"
        case "txt": "text/plain; charset=utf-8"
        default: nil
        }
    }
}
