import Database
import Foundation
import Synchronization

/// Writes the shape of every statement that ran, once per engine, into the folder that `PIZZAMAMA_STATEMENT_LOG` names.
/// `bin/compare-statements` compares the two files: a statement that ran on one engine only has not been tested.
enum StatementLog {
    private static let folder = ProcessInfo.processInfo.environment["PIZZAMAMA_STATEMENT_LOG"]
    private static let seen = Mutex<Set<String>>([])

    /// What a database tells its statements to; nil when nobody asked for the log.
    static var observer: (@Sendable (Dialect, String) -> Void)? {
        guard let folder else { return nil }
        return { dialect, shape in
            let line = shape.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            seen.withLock { seen in
                if seen.insert("\(dialect.rawValue) \(line)").inserted {
                    append(line + "\n", to: "\(folder)/\(dialect.rawValue).txt")
                }
            }
        }
    }

    private static func append(_ text: String, to path: String) {
        guard let file = fopen(path, "a") else { return }
        fputs(text, file)
        fclose(file)
    }
}
