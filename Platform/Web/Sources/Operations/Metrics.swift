import Synchronization

/// Counters, gauges and the times of requests, written as Prometheus text (exposition format 0.0.4).
public final class Metrics: Sendable {
    /// Upper bounds in seconds of the buckets of a histogram of request times.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private struct Times {
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var sum = 0.0
        var count = 0
    }

    private struct Key: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    private struct State {
        var requests: [Key: Int] = [:]
        var times: [String: Times] = [:]
        var counters: [String: Int] = [:]
        var gauges: [String: @Sendable () -> Double] = [:]
    }

    private let state = Mutex(State())

    /// Nothing counted yet.
    public init() {}

    /// Counts a request of a route. `seconds` by a monotonic clock.
    func count(route: String, method: String, status: Int, seconds: Double) {
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.requests[Key(route: route, method: method, status: status), default: 0] += 1
            state.times[route, default: Times()].buckets[bucket] += 1
            state.times[route, default: Times()].sum += seconds
            state.times[route, default: Times()].count += 1
        }
    }

    /// Adds to a counter; the name is `pizzamama_…_total`.
    public func add(_ name: StaticString, _ amount: Int = 1) {
        state.withLock { $0.counters[name.description, default: 0] += amount }
    }

    /// Offers a number that is asked for at each scrape.
    public func gauge(_ name: StaticString, _ read: @escaping @Sendable () -> Double) {
        state.withLock { $0.gauges[name.description] = read }
    }

    /// The text for Prometheus.
    public func text() -> String {
        let state = state.withLock { $0 }
        var text = "# HELP http_requests_total Requests by route and status.\n# TYPE http_requests_total counter\n"
        let requests = state.requests.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        for (key, count) in requests {
            text +=
                "http_requests_total{route=\"\(key.route)\",method=\"\(key.method)\",status=\"\(key.status)\"} \(count)\n"
        }
        text += "# HELP http_request_duration_seconds Time from the head of the request to the end of the answer.\n"
        text += "# TYPE http_request_duration_seconds histogram\n"
        for (route, times) in state.times.sorted(by: { $0.key < $1.key }) {
            var running = 0
            for (index, bound) in Self.bounds.enumerated() {
                running += times.buckets[index]
                text += "http_request_duration_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(running)\n"
            }
            text += "http_request_duration_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(times.count)\n"
            text += "http_request_duration_seconds_sum{route=\"\(route)\"} \(times.sum)\n"
            text += "http_request_duration_seconds_count{route=\"\(route)\"} \(times.count)\n"
        }
        for (name, value) in state.counters.sorted(by: { $0.key < $1.key }) {
            text += "# TYPE \(name) counter\n\(name) \(value)\n"
        }
        for (name, read) in state.gauges.sorted(by: { $0.key < $1.key }) {
            text += "# TYPE \(name) gauge\n\(name) \(read())\n"
        }
        return text
    }
}
