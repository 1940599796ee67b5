import Database
import FeatureKit
import Kernel
import Logging
import ServiceLifecycle
import Synchronization

/// Carries the events of the outbox to the features of this process, so that what they hold in memory follows the rows. A feature that could
/// not follow reads everything anew, again and again until it can: nothing stays old because a database was away for a moment.
struct LiveListener: Service {
    private let features: FeatureSet
    private let events: EventSubscription
    private let logger: Logger
    /// How long a feature waits before it tries again.
    private let patience: Duration

    init(features: FeatureSet, feed: EventFeed, patience: Duration = .seconds(1), logger: Logger) {
        self.features = features
        self.patience = patience
        self.logger = logger
        events = feed.subscribe(buffer: 4096)
    }

    func run() async throws {
        // One mark is enough, however many events a feature could not follow.
        let (marks, mark) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let behind = Behind()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in marks { await refresh(behind) } }
            for await item in events {
                switch item {
                case .event(let event):
                    for (index, error) in await features.react(to: event) {
                        note(index, error)
                        behind.insert([index])
                    }
                case .missed: behind.insert(features.features.indices)
                }
                mark.yield()
            }
            mark.finish()
            group.cancelAll()
        }
    }

    /// Refreshes each feature that is behind, until all have succeeded: one that cannot keeps no other from it.
    private func refresh(_ behind: Behind) async {
        while true {
            let round = behind.take()
            for index in round {
                do { try await features.features[index].refresh() } catch {
                    note(index, error)
                    behind.insert([index])
                }
            }
            if behind.isEmpty { return }
            guard (try? await Task.sleep(for: patience)) != nil else { return }
        }
    }

    private func note(_ index: Int, _ error: any Error) {
        logger.warning(
            "a feature is behind",
            metadata: ["feature": "\(type(of: features.features[index]).name)", "error": "\(error)"])
    }
}

/// The features that could not follow, by index.
private final class Behind: Sendable {
    private let indices = Mutex<Set<Int>>([])

    var isEmpty: Bool { indices.withLock { $0.isEmpty } }

    func insert(_ new: some Sequence<Int>) { indices.withLock { $0.formUnion(new) } }

    /// All of them, in order; then there are none.
    func take() -> [Int] {
        indices.withLock { indices in
            defer { indices = [] }
            return indices.sorted()
        }
    }
}
