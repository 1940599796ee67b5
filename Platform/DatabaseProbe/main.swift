// Writes groups of three rows as fast as it can, and prints each group once its transaction is acknowledged.
// The crash test ends it with SIGKILL in the middle and then looks at what is there.
//
//   database-probe FIRST-WRITER WRITERS (sqlite PATH|postgres URL SCHEMA)
import Database
import Foundation
import Logging

let arguments = CommandLine.arguments
guard arguments.count >= 5, let first = Int(arguments[1]), let writers = Int(arguments[2]) else { exit(64) }
let location: Database.Location =
    arguments.count == 5
    ? .sqlite(path: arguments[4]) : .postgres(url: arguments[4], schema: arguments[5], connections: 4)
var logger = Logger(label: "probe")
logger.logLevel = .critical

let database = try await Database.open(location, logger: logger)
await withTaskGroup(of: Void.self) { group in
    for writer in first..<(first + writers) {
        group.addTask {
            do {
                for number in 0... {
                    try await database.write { transaction in
                        for part in 0..<3 {
                            try transaction.execute(
                                "INSERT INTO groups (writer, number, part) VALUES (\(writer), \(number), \(part))")
                        }
                    }
                    let line = Array("\(writer) \(number)\n".utf8)
                    // One call to the system, so that a line is there whole or not at all.
                    _ = write(1, line, line.count)
                }
            } catch {
                let line = Array("failed \(error)\n".utf8)
                _ = write(1, line, line.count)
            }
        }
    }
}
