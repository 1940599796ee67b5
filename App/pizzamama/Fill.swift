import ArgumentParser
import Composition
import Foundation

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Makes a pizzeria worth looking at in an empty database: menu, hours, zones, staff, and some living orders."
    )

    @OptionGroup var data: DataOptions

    func run() async throws {
        for line in try await data.start().demo() { print(line) }
    }
}

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a menu from elsewhere.", subcommands: [PizzaSales.self])

    struct PizzaSales: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pizza-sales",
            abstract:
                "Reads pizza_types.csv, pizzas.csv, orders.csv and order_details.csv into a new shop in an empty database.",
            discussion: "A row that is wrong is named by file and line, and then nothing is imported.")

        @OptionGroup var data: DataOptions

        @Argument(help: "The folder with the four files.", completion: .directory)
        var folder: String

        func run() async throws {
            let report = try await data.start().importPizzaSales(URL(filePath: folder), progress: Self.show)
            for line in report { print(line) }
        }

        /// A bar that fills up on one line, for somebody who watches; a log gets none.
        private static func show(_ done: Int, _ total: Int) {
            guard isatty(STDERR_FILENO) == 1, total > 0 else { return }
            let filled = done * 30 / total
            let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
            let end = done == total ? "\n" : ""
            FileHandle.standardError.write(Data("\r\(bar) \(done) of \(total) rows\(end)".utf8))
        }
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks everything that must be true of the data, in one consistent snapshot.",
        discussion: "Exit status 0 when all holds, 1 when something does not, 2 when it could not be checked.")

    @OptionGroup var data: DataOptions

    @Flag(name: .long, help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let report: VerificationReport
        do {
            report = try await data.start().verify()
        } catch {
            FileHandle.standardError.write(Data("\(Start.complaint(error) ?? "\(error)")\n".utf8))
            throw ExitCode(2)
        }
        print(json ? report.json : report.text)
        if !report.holds { throw ExitCode(1) }
    }
}

struct Staff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who may sign in.", subcommands: [Add.self, ResetPassword.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes somebody on; reads their password from standard input.")
        @OptionGroup var data: DataOptions
        @Argument(help: "The name to sign in with.") var signIn: String
        @Option(name: .long, help: "What colleagues call them.") var name: String
        @Option(name: .long, help: "owner, manager, kitchen, counter or driver.") var role: String

        func run() async throws {
            guard let password = readLine(strippingNewline: true) else {
                throw ValidationError("No password on standard input.")
            }
            try await data.start().addStaff(signIn: signIn, name: name, role: role, password: password)
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a new password for somebody and prints it once.")
        @OptionGroup var data: DataOptions
        @Argument(help: "The name they sign in with.") var signIn: String

        func run() async throws { print(try await data.start().resetPassword(signIn: signIn)) }
    }
}
