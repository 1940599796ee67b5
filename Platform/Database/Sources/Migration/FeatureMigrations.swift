public import Foundation

/// The numbered steps by which one feature's tables came to be: files `NNNN_name.sql`, and `NNNN_name.sqlite.sql` or
/// `NNNN_name.postgres.sql` where the engines differ.
///
/// Types are `BIGINT`, `INTEGER`, `TEXT`, `BOOLEAN`, `UUID`, `DOUBLE PRECISION`, `BYTEA`, and `IDENTITY_PRIMARY_KEY` for a
/// number that the database hands out.
public struct FeatureMigrations: Sendable {
    private enum Source: Sendable {
        case folder(URL)
        case files([String: String])
    }

    /// The feature's name, by which its steps are remembered.
    public let feature: String
    private let source: Source

    /// The steps in a folder. It is read by the `Migrator`, which says so if it cannot.
    public init(feature: String, folder: URL) {
        self.feature = feature
        source = .folder(folder)
    }

    /// The steps in the folder `Migrations` of a target's resources.
    public init(feature: String, bundle: Bundle) {
        self.init(feature: feature, folder: bundle.bundleURL.appendingPathComponent("Migrations"))
    }

    /// Steps by file name, for tests.
    public init(feature: String, files: [String: String]) {
        self.feature = feature
        source = .files(files)
    }

    /// The platform's own tables: outbox, inbox, idempotency, jobs, schedules.
    public static let platform = FeatureMigrations(feature: "platform", bundle: .module)

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
