public import Foundation
public import Kernel

/// All sentences in all languages: the `it.json` and `en.json` of every feature's `Locale` folder, merged.
///
/// A file is one object from key to sentence, or to `{"one": …, "other": …}` for a counted one.
public struct Catalogue: Sendable {
    /// One sentence and its singular, if it counts.
    struct Entry: Sendable, Equatable {
        let one: String?
        let other: String
    }

    /// What is wrong with a file.
    public enum Problem: Error, CustomStringConvertible, Equatable {
        /// It cannot be read, or is not an object of sentences.
        case unreadable(String)
        /// Two features give the same key.
        case repeated(key: String, file: String)

        public var description: String {
            switch self {
            case .unreadable(let file): "The sentences of \(file) cannot be read."
            case .repeated(let key, let file): "The key \(key) of \(file) is given elsewhere too."
            }
        }
    }

    private var languages: [Language: Words]

    /// Reads the two files of each folder.
    public init(folders: [URL]) throws {
        languages = [:]
        for language in Language.allCases {
            var entries: [String: Entry] = [:]
            for folder in folders { try Self.read(folder.appending(path: "\(language.rawValue).json"), into: &entries) }
            languages[language] = Words(language: language, entries: entries)
        }
    }

    /// The sentences of one language.
    public subscript(_ language: Language) -> Words { languages[language] ?? Words(language: language, entries: [:]) }

    /// The keys of one language, sorted: for the test that compares them.
    public static func keys(of file: URL) throws -> [String] {
        var entries: [String: Entry] = [:]
        try read(file, into: &entries)
        return entries.keys.sorted()
    }

    private static func read(_ file: URL, into entries: inout [String: Entry]) throws {
        guard let data = try? Data(contentsOf: file), case .object(let members)? = try? JSONParser.parse(Array(data))
        else {
            throw Problem.unreadable(file.path)
        }
        for (key, value) in members {
            guard entries[key] == nil else { throw Problem.repeated(key: key, file: file.path) }
            switch value {
            case .text(let sentence): entries[key] = Entry(one: nil, other: sentence)
            case .object(let forms):
                guard forms.count == 2, case .text(let one)? = forms["one"], case .text(let other)? = forms["other"]
                else {
                    throw Problem.unreadable("\(file.path) (\(key))")
                }
                entries[key] = Entry(one: one, other: other)
            default: throw Problem.unreadable("\(file.path) (\(key))")
            }
        }
    }
}
