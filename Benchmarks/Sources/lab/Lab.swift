import ArgumentParser

@main
struct Lab: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab", abstract: "Runs each job of the learning half on files, and writes its answers as files.",
        subcommands: [
            ABTest.self, BasketCommand.self, Classify.self, ElasticityCommand.self, Eta.self, ForecastDays.self,
            Recommend.self, Regress.self,
            Report.self, Route.self, Segment.self, Sentiment.self, Series.self, Value.self, Year.self,
        ])
}
