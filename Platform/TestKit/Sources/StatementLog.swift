import Database
import Foundation
import Synchronization

/// Writes the shape of every statement that ran, once per engine, into the folder that `PIZZAMAMA_STATEMENT_LOG` names.
/// `bin/compare-statements` compares the two files: a statement that ran on one engine only has not been tested.
enum StatementLog {
    private static let folder = ProcessInfo.processInfo.environment["PIZZAMAMA_STATEMENT_LOG"]
    private static let seen = Mutex<Set<String>>([])

    /// What a database tells its statements to: the log, if it is compared, and a test of its own; nil when there is
    /// neither.
    static func observer(
        _ own: (@Sendable (String) -> Void)?, comparing: Bool
    ) -> (@Sendable (Dialect, String) -> Void)? {
        guard let folder, comparing else {
            guard let own else { return nil }
            return { _, shape in own(shape) }
        }
        return { dialect, shape in
            own?(shape)
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
