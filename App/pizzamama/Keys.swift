import ArgumentParser
import Composition

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What programs sign in with.", subcommands: [Add.self, List.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a key for a program and prints it once.",
            discussion: "`pizzamama routes` names the permission of every route.")
        @OptionGroup var data: DataOptions
        @Argument(help: "What the program is called.") var name: String
        @Option(name: .long, help: "What it may do, such as orders.see-board; may be repeated.")
        var permission: [String]
        @Option(name: .long, help: "The id of the shop it may do it in; all shops when it is left out.")
        var shop: String?
        @Option(name: .long, help: "For how many days it is valid; until it is revoked when it is left out.")
        var days: Int?

        func validate() throws {
            if let days, !(1...3650).contains(days) { throw ValidationError("--days is a number from 1 to 3650.") }
        }

        func run() async throws {
            print(try await data.start().addKey(name: name, permissions: permission, shop: shop, days: days))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists every key: its beginning, how it stands, its name and what it may do.")
        @OptionGroup var data: DataOptions

        func run() async throws { for line in try await data.start().keys() { print(line) } }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a key back for good.")
        @OptionGroup var data: DataOptions
        @Argument(help: "The beginning of the key, such as pm_k7w2m9qa.") var prefix: String

        func run() async throws { try await data.start().revokeKey(prefix: prefix) }
    }
}
