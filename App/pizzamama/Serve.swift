import ArgumentParser
import Composition
import Foundation

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the shop, and runs its jobs unless told not to.",
        discussion: "Stops on SIGTERM or SIGINT: what is under way is finished first.")

    @OptionGroup var data: DataOptions

    @Option(name: .long, help: "The port to listen on (PIZZAMAMA_PORT).")
    var port: Int?

    @Option(name: .long, help: "Move time by requests, beginning here (RFC 3339); for the replay of another year.")
    var simulatedClock: String?

    func run() async throws {
        var options: [String: String] = [:]
        if let port { options["PIZZAMAMA_PORT"] = String(port) }
        if simulatedClock != nil { options["PIZZAMAMA_CLOCK"] = "simulated" }
        let start = try data.start(options)
        try await start.serve(simulatedFrom: simulatedClock) { line in
            FileHandle.standardOutput.write(Data((line + "\n").utf8))
        }
    }
}

struct Work: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs jobs and nothing else, beside one or more `serve`.")

    @OptionGroup var data: DataOptions

    func run() async throws { try await data.start().work() }
}

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database up to date, or says what is pending.")

    @OptionGroup var data: DataOptions

    @Flag(name: .long, help: "Only say what would be done.")
    var dryRun = false

    func run() async throws {
        for line in try await data.start().migrate(dryRun: dryRun) { print(line) }
    }
}
