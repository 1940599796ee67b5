public import FeatureKit
import Foundation

/// The configuration of one start: the environment over a file over the defaults, each value with where it came from.
public struct Configuration: Sendable {
    /// Where a value came from.
    public enum Source: String, Sendable {
        /// Nobody said anything.
        case fallback = "default"
        /// The configuration file.
        case file
        /// The environment.
        case environment
        /// The file that `<KEY>_FILE` names.
        case secretFile = "secret file"
        /// The command line.
        case option
    }

    /// Everything that is wrong, in sentences.
    public struct Refused: Error, CustomStringConvertible, Equatable {
        /// One sentence each.
        public let problems: [String]
        public var description: String { problems.joined(separator: "\n") }
    }

    /// What `Package.swift` reads: whoever builds often keeps it in the environment, and the program has nothing to do with it.
    private static let switchesOfBuild: Set<String> = ["PIZZAMAMA_WITHOUT_LEARNING"]

    private let settings: [Setting]
    private var values: [String: (value: String, source: Source)] = [:]

    /// Reads `environment`, and the file that `PIZZAMAMA_CONFIG` or `file` names (lines of `KEY=value`, `#` begins a comment), for the settings
    /// given; without any, those of the program and of the features of its list.
    ///
    /// Throws `Refused` with every unknown key and unreadable file.
    public init(
        environment: [String: String], file: String? = nil, options: [String: String] = [:], settings: [Setting]? = nil
    ) throws {
        var problems: [String] = []
        self.settings = settings ?? Setting.all
        for setting in self.settings {
            if let fallback = setting.fallback { values[setting.key] = (fallback, .fallback) }
        }
        if let path = file ?? environment["PIZZAMAMA_CONFIG"] {
            if let text = try? String(contentsOfFile: path, encoding: .utf8) {
                let (pairs, wrong) = Self.lines(of: text, named: path)
                problems += wrong + merge(pairs, from: .file, named: path)
            } else {
                problems.append("The configuration file \(path) cannot be read.")
            }
        }
        let ours = environment.filter { $0.key.hasPrefix("PIZZAMAMA_") && $0.key != "PIZZAMAMA_CONFIG" }
        problems += merge(ours, from: .environment, named: "the environment")
        problems += merge(options, from: .option, named: "the command line")
        if !problems.isEmpty { throw Refused(problems: problems) }
    }

    private mutating func merge(_ pairs: [String: String], from source: Source, named name: String) -> [String] {
        var problems: [String] = []
        for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
            if settings.contains(where: { $0.key == key }) {
                values[key] = (value, source)
            } else if key.hasSuffix("_FILE"),
                let setting = settings.first(where: { $0.key + "_FILE" == key && $0.isSecret })
            {
                if let text = try? String(contentsOfFile: value, encoding: .utf8) {
                    values[setting.key] = (text.trimmingCharacters(in: .whitespacesAndNewlines), .secretFile)
                } else {
                    problems.append("The file that \(key) names cannot be read: \(value)")
                }
            } else if !key.hasPrefix("PIZZAMAMA_TEST_"), !Self.switchesOfBuild.contains(key) {
                problems.append("\(key), from \(name), is no setting. `pizzamama doctor` lists them all.")
            }
        }
        return problems
    }

    private static func lines(of text: String, named file: String) -> (pairs: [String: String], problems: [String]) {
        var pairs: [String: String] = [:]
        var problems: [String] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            guard let equals = trimmed.firstIndex(of: "=") else {
                problems.append("\(file):\(index + 1) is not KEY=value.")
                continue
            }
            let key = trimmed[..<equals].trimmingCharacters(in: .whitespaces)
            pairs[key] = trimmed[trimmed.index(after: equals)...].trimmingCharacters(in: .whitespaces)
        }
        return (pairs, problems)
    }

    /// The value of a setting, or nil.
    subscript(_ setting: Setting) -> String? { values[setting.key]?.value }

    /// Every value by its key.
    var all: [String: String] { values.mapValues(\.value) }

    /// A setting, its value as it may be shown, and where it came from: the table of `doctor`.
    public var table: [(setting: Setting, shown: String, source: Source)] {
        settings.map { setting in
            guard let (value, source) = values[setting.key] else { return (setting, "", .fallback) }
            let hidden =
                setting.isSecret && source != .fallback && !(setting == .database && value.hasPrefix("sqlite:"))
            return (setting, hidden ? "•••" : value, source)
        }
    }
}
