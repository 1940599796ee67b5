public import Database
public import FeatureKit
public import Foundation
public import Jobs
import Kernel
public import Web

/// What those who run the program ask it and leave to it: whether it is alive, its numbers, what waits and what failed, and the forgetting
/// of old records.
public struct Operations: Feature {
    /// `operations`.
    public static let name = "operations"
    /// Looking at jobs, and repeating or cancelling them.
    public static let permissions: [Permission] = [.manageJobs]

    private let database: Database
    private let health: OperationsRoutes

    /// The sentences of this feature.
    public static var sentences: URL? { Bundle.module.bundleURL.appending(path: "Locale") }

    /// `health` answers those who watch the process from outside.
    public init(database: Database, health: OperationsRoutes) {
        self.database = database
        self.health = health
    }

    /// Health, numbers, and the jobs.
    public var routes: [Route] { health.routes + JobRoutes(database: database).routes }

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
