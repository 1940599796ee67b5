import ArgumentParser

@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures a server on this machine, and proves its books by a year of real orders.",
        subcommands: [Replay.self, Check.self, Orders.self, Streams.self, Lists.self])
}
