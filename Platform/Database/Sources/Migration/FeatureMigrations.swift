public import Foundation

/// The numbered steps by which one feature's tables came to be: files `NNNN_name.sql`, and `NNNN_name.sqlite.sql` or
/// `NNNN_name.postgres.sql` where the engines differ.
///
/// The comment at the head of a file may say more: `-- after: products/0003` has it wait for a step of another feature, and
/// `-- rebuild` says that it makes a table anew which others refer to (`docs/adr/0009`).
///
/// Types are `BIGINT`, `INTEGER`, `TEXT`, `BOOLEAN`, `UUID`, `DOUBLE PRECISION`, `BYTEA`, and `IDENTITY_PRIMARY_KEY` for a
/// number that the database hands out. A small row whose key has several columns is written once instead of twice by SQLite when the table
/// ends with `WITHOUT_ROWID`.
public struct FeatureMigrations: Sendable {
    private enum Source: Sendable {
        case folder(URL)
        case files([String: String])
    }

    /// The feature's name, by which its steps are remembered.
    public let feature: String
    /// The features whose steps come before its own.
    public let after: [String]
    private let source: Source

    /// The steps in a folder. It is read by the `Migrator`, which says so if it cannot.
    public init(feature: String, folder: URL, after: [String] = []) {
        self.feature = feature
        self.after = after
        source = .folder(folder)
    }

    /// The steps in the folder `Migrations` of a target's resources.
    public init(feature: String, bundle: Bundle, after: [String] = []) {
        self.init(feature: feature, folder: bundle.bundleURL.appendingPathComponent("Migrations"), after: after)
    }

    /// Steps by file name, for tests.
    public init(feature: String, files: [String: String], after: [String] = []) {
        self.feature = feature
        self.after = after
        source = .files(files)
    }

    /// The platform's own tables: outbox, cursors, inbox, idempotency, jobs, schedules.
    public static let platform = FeatureMigrations(feature: "platform", bundle: .module)

    /// The names of the tables that its steps make, each once; throws `MigrationError`. A table that a step makes in order to put it in
    /// another's place is one of them too.
    public var tables: [String] {
        get throws {
            var names: [String] = []
            for text in try files().sorted(by: { $0.key < $1.key }).map(\.value) {
                for range in text.ranges(of: "CREATE TABLE ") {
                    let rest = text[range.upperBound...]
                    let start = rest.utf8.starts(with: "IF NOT EXISTS ".utf8) ? rest.dropFirst(14) : rest
                    let name = String(start.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                    if !names.contains(name) { names.append(name) }
                }
            }
            return names
        }
    }

    /// The steps for an engine in order of number; throws `MigrationError`.
    func steps(for dialect: Dialect) throws -> [MigrationStep] {
        var chosen: [Int: MigrationStep] = [:]
        for (file, text) in try files().sorted(by: { $0.key < $1.key }) {
            guard let name = MigrationFileName(file) else { throw MigrationError.badName("\(feature)/\(file)") }
            let fits = name.dialect.map { $0 == dialect }
            let known = chosen[name.number]
            if let known, known.name != name.name { throw MigrationError.duplicate("\(feature)/\(file)") }
            // A step for the other engine only is remembered here too, so that the numbers agree.
            let replaces = known == nil || fits == true || (fits == nil && known?.isPlaceholder == true)
            guard replaces else { continue }
            chosen[name.number] = MigrationStep(
                feature: feature, number: name.number, name: name.name, text: fits == false ? "" : text,
                isPlaceholder: fits == false, for: dialect)
        }
        return chosen.values.sorted { $0.number < $1.number }
    }

    private func files() throws -> [String: String] {
        switch source {
        case .files(let files): return files
        case .folder(let folder):
            do {
                let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
                    $0.hasSuffix(".sql")
                }
                return try Dictionary(
                    uniqueKeysWithValues: names.map {
                        ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
                    })
            } catch {
                throw MigrationError.unreadable("\(folder.path): \(error.localizedDescription)")
            }
        }
    }
}

/// `0007_slots.sql`, `0007_slots.postgres.sql`.
private struct MigrationFileName {
    let number: Int
    let name: String
    let dialect: Dialect?

    init?(_ file: String) {
        let parts = file.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts.last == "sql" else { return nil }
        let stem = parts[0]
        let digits = stem.prefix(4)
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
            stem.dropFirst(4).first == "_", stem.utf8.count > 5
        else { return nil }
        self.number = number
        name = String(stem.dropFirst(5))
        if parts.count == 3 {
            guard let dialect = Dialect(rawValue: String(parts[1])) else { return nil }
            self.dialect = dialect
        } else {
            dialect = nil
        }
    }
}
