public import Foundation
public import Kernel

/// All sentences in all languages: the files `it.json`, `en.json`, `de.json` … of every `Locale` folder, merged.
///
/// A file is one object from key to sentence, to `{"one": …, "other": …}` for a counted one, or to a list for what belongs together.
/// A language is there as soon as one folder has a file for it that gives `language.name`; what it does not say is said in its language
/// without the region, else in the standard one.
public struct Catalogue: Sendable {
    /// What a key stands for.
    enum Entry: Sendable, Equatable {
        case sentence(String)
        case counted([PluralForm: String], other: String)
        case list([String])

        /// The sentence; that of many things if it counts.
        var other: String? {
            switch self {
            case .sentence(let text), .counted(_, let text): text
            case .list: nil
            }
        }

        /// The sentence in a form, or in that of many things when it has no other.
        func form(_ form: PluralForm) -> String? {
            if case .counted(let forms, let other) = self { forms[form] ?? other } else { other }
        }
    }

    /// What is wrong with a file.
    public enum Problem: Error, CustomStringConvertible, Equatable {
        /// It cannot be read, or is not an object of sentences.
        case unreadable(String)
        /// Two features give the same key.
        case repeated(key: String, file: String)
        /// A language that does not say what it is called.
        case nameless(Language)
        /// How a language writes numbers or days makes no sense.
        case format(key: String, Language)

        public var description: String {
            switch self {
            case .unreadable(let file): "The sentences of \(file) cannot be read."
            case .repeated(let key, let file): "The key \(key) of \(file) is given elsewhere too."
            case .nameless(let language): "No file of the language \(language) gives language.name."
            case .format(let key, let language): "The \(key) of the language \(language) makes no sense."
            }
        }
    }

    /// A language and what it calls itself.
    public struct Spoken: Sendable, Hashable {
        /// Which language.
        public let language: Language
        /// `Italiano`, `English`, `Deutsch`.
        public let name: String
    }

    /// The languages that there are sentences in, by tag.
    public let languages: [Spoken]
    private let words: [Language: Words]

    /// Reads every file of each folder, and of the platform's own. Throws `Problem`.
    public init(folders: [URL]) throws {
        var own: [Language: [String: Entry]] = [:]
        for folder in [Bundle.module.bundleURL.appending(path: "Locale")] + folders {
            for file in try Self.files(of: folder) {
                guard let language = Language(rawValue: file.deletingPathExtension().lastPathComponent) else {
                    throw Problem.unreadable(file.path)
                }
                try Self.read(file, into: &own[language, default: [:]])
            }
        }
        var languages: [Spoken] = []
        var words: [Language: Words] = [:]
        for (language, entries) in own.sorted(by: { $0.key < $1.key }) {
            guard let name = entries["language.name"]?.other else { throw Problem.nameless(language) }
            languages.append(Spoken(language: language, name: name))
            var all = own[.standard] ?? [:]
            all.merge(own[language.withoutRegion] ?? [:]) { $1 }
            all.merge(entries) { $1 }
            words[language] = Words(
                language: language, entries: all, formats: Formats(try Formats.Patterns(language, all)))
        }
        self.languages = languages
        self.words = words
    }

    /// The sentences of one language; of the standard one when there are none.
    public subscript(_ language: Language) -> Words {
        words[language] ?? words[language.withoutRegion] ?? words[.standard]
            ?? Words(language: .standard, entries: [:], formats: Formats())
    }

    /// Whether there are sentences in just this language.
    public func speaks(_ language: Language) -> Bool { words[language] != nil }

    private static func files(of folder: URL) throws -> [URL] {
        guard let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) else {
            throw Problem.unreadable(folder.path)
        }
        return all.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    private static func read(_ file: URL, into entries: inout [String: Entry]) throws {
        guard let data = try? Data(contentsOf: file), case .object(let members)? = try? JSONParser.parse(Array(data))
        else {
            throw Problem.unreadable(file.path)
        }
        for (key, value) in members {
            guard entries[key] == nil else { throw Problem.repeated(key: key, file: file.path) }
            guard let entry = Entry(value) else { throw Problem.unreadable("\(file.path) (\(key))") }
            entries[key] = entry
        }
    }
}

extension Catalogue.Entry {
    fileprivate init?(_ tree: FieldTree) {
        switch tree {
        case .text(let sentence): self = .sentence(sentence)
        case .list(let items):
            let texts = items.compactMap(\.ownText)
            guard texts.count == items.count else { return nil }
            self = .list(texts)
        case .object(var members):
            guard let other = members.removeValue(forKey: "other")?.ownText else { return nil }
            var forms: [PluralForm: String] = [:]
            for (name, text) in members {
                guard let form = PluralForm(rawValue: name), let text = text.ownText else { return nil }
                forms[form] = text
            }
            self = .counted(forms, other: other)
        default: return nil
        }
    }
}

extension FieldTree {
    fileprivate var ownText: String? { if case .text(let text) = self { text } else { nil } }
}
