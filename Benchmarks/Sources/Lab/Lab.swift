import ArgumentParser

@main
struct Lab: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab", abstract: "Runs each job of the learning half on files, and writes its answers as files.",
        subcommands: [ABTest.self, ForecastDays.self, Recommend.self, Segment.self, Series.self, Value.self])
}
