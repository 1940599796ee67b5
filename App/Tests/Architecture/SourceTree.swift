import Foundation

/// One file of the product, as text.
struct SourceFile: Sendable {
    /// The path from the root of the repository.
    let path: String
    let text: String

    /// The lines, without comments that stand alone on theirs.
    var codeLines: [(number: Int, text: Substring)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.element.drop { $0 == " " }.hasPrefix("//") }
            .map { ($0.offset + 1, $0.element) }
    }
}

/// The repository's own files, found from where this file is.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every file below `folders` with one of the extensions, sorted by path.
    static func files(_ folders: [String], extensions: Set<String> = ["swift"]) -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            let base = root.appending(path: folder)
            guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else {
                return []
            }
            return walk.compactMap { item in
                guard let url = item as? URL, extensions.contains(url.pathExtension),
                    let text = try? String(contentsOf: url, encoding: .utf8)
                else { return nil }
                let path = url.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1)
                return SourceFile(path: String(path), text: text)
            }
        }.sorted { $0.path < $1.path }
    }

    /// The Swift sources of the product, without tests.
    static let product: [SourceFile] = files(["Platform", "Domain", "Features", "App"]).filter {
        !$0.path.contains("/Tests/")
    }
}
