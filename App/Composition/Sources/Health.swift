import FeatureKit
import Web

/// What answers those who watch the process from outside: whether it is alive, whether it is ready, its numbers.
struct Health: Feature {
    static let name = "health"
    let routes: [Route]
}
