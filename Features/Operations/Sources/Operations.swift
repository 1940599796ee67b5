import Database
public import FeatureKit
public import Foundation
public import Jobs
import Kernel
public import Web

/// What those who run the program ask it and leave to it: what waits and what failed, and the forgetting of old records.
public struct Operations: ListedFeature {
    /// `operations`.
    public static let name = "operations"
    /// Looking at jobs, and repeating or cancelling them.
    public static let permissions: [Permission] = [.manageJobs]

    private let database: Database

    /// The sentences of this feature.
    public static var sentences: URL? { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Made by the program, of what it gives to every feature.
    public init(_ context: FeatureContext) { database = context.database }

    /// The jobs.
    public var routes: [Route] { JobRoutes(database: database).routes }

    /// The jobs.
    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(
                .office, "/jobs", "operations.jobs", order: 850, access: .holders(of: .manageJobs), group: .program)
        ]
    }

    /// What failed, on the first page of the office.
    public var fillings: [SlotFilling] {
        [
            SlotFilling(.officeToday, order: 900) { _, call in
                guard call.principal.may(.manageJobs, in: nil) else { return nil }
                let failed = try await database.read { try $0.jobCounts().count(.failed) }
                return failed == 0 ? nil : JobsNotice(words: call.words, failed: failed).html
            }
        ]
    }

    /// Forgets once a day what is kept only for a while.
    public func register(in registry: inout JobRegistry) {
        registry.every(.hours(24), "operations.forget-records") { context in
            try await ForgetRecords(database: context.database).run()
        }
    }
}

extension Permission {
    /// See what the program does in the background, for all shops together; repeat and cancel it.
    static let manageJobs = Permission("operations.manage-jobs", for: [], ofAllShops: true)
}
