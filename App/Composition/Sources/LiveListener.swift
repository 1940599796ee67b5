import Database
import Logging
import ServiceLifecycle

/// Carries the events of the outbox to this process: reads anew what changed elsewhere, and tells the open pages.
struct LiveListener: Service {
    let pizzeria: Pizzeria
    let events: EventSubscription
    let logger: Logger

    func run() async throws {
        for await item in events {
            do {
                switch item {
                case .event(let event): try await pizzeria.hear(event)
                case .missed: try await pizzeria.catchUp()
                }
            } catch {
                logger.warning("an event was not heard", metadata: ["error": "\(error)"])
            }
        }
    }
}
