import ArgumentParser
import Composition

struct Routes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists every route: verb, path, who may, what it does.")

    @OptionGroup var data: DataOptions

    @Flag(name: .long, help: "Print the OpenAPI document instead.")
    var openapi = false

    func run() async throws {
        let start = try data.start()
        if openapi {
            print(try await start.openAPI())
        } else {
            for line in try await start.routes() { print(line) }
        }
    }
}

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists every setting with its value and source, and checks what is needed.")

    @OptionGroup var data: DataOptions

    func run() async throws {
        let (lines, isHealthy) = await Start.doctor(file: data.config, database: data.database)
        for line in lines { print(line) }
        if !isHealthy { throw ExitCode(1) }
    }
}
