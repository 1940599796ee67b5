import Synchronization

/// The requests of one route with one method. Each has a lock of its own, so that no two routes wait for each other.
final class RequestMeter: Sendable {
    struct Count {
        var statuses: [Int: Int] = [:]
        var times = Buckets()
    }

    let route: String
    let method: String
    private let count = Mutex(Count())

    init(route: String, method: String) {
        self.route = route
        self.method = method
    }

    /// Counts a request. `seconds` by a monotonic clock.
    func add(status: Int, seconds: Double) {
        count.withLock { count in
            count.statuses[status, default: 0] += 1
            count.times.add(seconds)
        }
    }

    /// What has been counted.
    var reading: Count { count.withLock { $0 } }
}

/// How many of some times were how long.
struct Buckets {
    /// Upper bounds in seconds.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private(set) var counts = [Int](repeating: 0, count: Buckets.bounds.count + 1)
    private(set) var sum = 0.0

    mutating func add(_ seconds: Double) {
        counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
        sum += seconds
    }

    /// All of them.
    var count: Int { counts.reduce(0, +) }
}
