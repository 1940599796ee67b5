import FeatureKit
import Database
import Foundation
import Kernel
import Logging

extension Start {
    /// The table of settings with value and source, then what was checked; and whether all is well.
    public static func doctor(file: String?, database: String?) async -> (lines: [String], isHealthy: Bool) {
        var options: [String: String] = [:]
        if let database { options["PIZZAMAMA_DATABASE"] = database }
        do {
            let configuration = try Configuration(
                environment: ProcessInfo.processInfo.environment, file: file, options: options)
            var lines = table(configuration)
            let start = try Start(file: file, options: options)
            lines.append("")
            let checks = await start.check()
            lines += checks.map { "\($0.isWell ? "ok  " : "BAD ") \($0.what)" }
            return (lines, checks.allSatisfy(\.isWell))
        } catch {
            return (["\(error)"], false)
        }
    }

    private static func table(_ configuration: Configuration) -> [String] {
        let rows = configuration.table
        let width = rows.map(\.setting.key.count).max() ?? 0
        return rows.flatMap { setting, shown, source in
            [
                setting.key.padding(toLength: width + 2, withPad: " ", startingAt: 0)
                    + "\(shown)  (\(source.rawValue))",
                "    \(setting.meaning)",
            ]
        }
    }

    private func check() async -> [(what: String, isWell: Bool)] {
        var checks: [(String, Bool)] = []
        do {
            let tenancy = try await Tenancy(
                choices, clock: .system, entropy: entropy, logger: logger, makesFiles: false)
            let database = try await tenancy.open(tenant)
            checks.append(("The database answers (\(database.dialect)).", true))
            let pending = try await Migrator(Pizzeria.migrations).status(database).filter { $0.appliedAt == nil }
            checks.append(
                (
                    pending.isEmpty
                        ? "Its tables are up to date." : "\(pending.count) steps are pending: `pizzamama migrate`.",
                    pending.isEmpty
                ))
            await database.close()
            await tenancy.close()
        } catch {
            checks.append(
                (
                    Self.complaint(error)?.split(separator: "\n").first.map(String.init) ?? "The database: \(error)",
                    false
                ))
        }
        let vendor = Pizzeria.files.appending(path: "Public/vendor/htmx.min.js").path
        let fetched = FileManager.default.fileExists(atPath: vendor)
        checks.append(
            (
                fetched
                    ? "The browser assets are there."
                    : "The browser assets are missing: run bin/setup and build again.", fetched
            ))
        let drift = abs(Date().timeIntervalSince1970 - Double(Clock.system.now().microseconds) / 1_000_000)
        checks.append(("The clock reads \(Clock.system.now()).", drift < 1))
        return checks
    }
}
