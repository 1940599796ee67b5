import ArgumentParser
import Composition
import Foundation

/// The command line of the product.
@main
enum PizzaMama {
    static func main() async {
        do {
            var command = try Root.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            if let complaint = Start.complaint(error) {
                FileHandle.standardError.write(Data("Error: \(complaint)\n".utf8))
                Root.exit(withError: ExitCode.failure)
            }
            Root.exit(withError: error)
        }
    }
}

struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pizzamama", abstract: "A pizzeria that takes its own orders.",
        discussion: """
            Start with `pizzamama demo` for a shop to look at, then `pizzamama serve`. Settings come from the environment and from the file
            that PIZZAMAMA_CONFIG names; `pizzamama doctor` lists them all with their values.
            """,
        version: Pizzeria.version,
        subcommands: [
            Serve.self, Work.self, Migrate.self, Demo.self, Import.self, Verify.self, Staff.self, Keys.self,
            Routes.self,
            Doctor.self,
        ])
}

/// What every command that touches the data accepts.
struct DataOptions: ParsableArguments {
    @Option(name: .long, help: "A settings file, lines of KEY=value.")
    var config: String?

    @Option(name: .long, help: "The database: sqlite:FILE or postgresql://… (PIZZAMAMA_DATABASE).")
    var database: String?

    @Option(
        name: .long, help: "The host of the tenant that is meant (PIZZAMAMA_TENANTS); the first one's data otherwise.")
    var tenant: String?

    /// The settings as they are put in effect by the environment, the file and these options.
    func start(_ more: [String: String] = [:]) throws -> Start {
        var options = more
        if let database { options["PIZZAMAMA_DATABASE"] = database }
        return try Start(file: config, options: options, tenant: tenant)
    }
}
