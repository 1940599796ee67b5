import Synchronization

/// Counters, gauges and the times of requests, written as Prometheus text (exposition format 0.0.4).
public final class Metrics: Sendable {
    /// Upper bounds in seconds of the buckets of a histogram of request times.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private struct State {
        var meters: [Meter] = []
        var counters: [String: Int] = [:]
        var gauges: [String: @Sendable () -> Double] = [:]
    }

    /// The requests of one route with one method. Each has a lock of its own, so that no two routes wait for each other.
    public final class Meter: Sendable {
        struct Count {
            var statuses: [Int: Int] = [:]
            var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
            var sum = 0.0
        }

        let route: String
        let method: String
        let count = Mutex(Count())

        init(route: String, method: String) {
            self.route = route
            self.method = method
        }

        /// Counts a request. `seconds` by a monotonic clock.
        func add(status: Int, seconds: Double) {
            let bucket = Metrics.bounds.firstIndex { seconds <= $0 } ?? Metrics.bounds.count
            count.withLock { count in
                count.statuses[status, default: 0] += 1
                count.buckets[bucket] += 1
                count.sum += seconds
            }
        }
    }

    private let state = Mutex(State())

    /// Nothing counted yet.
    public init() {}

    /// Where requests of a route are counted; made once for each route and method.
    func meter(route: String, method: String) -> Meter {
        let meter = Meter(route: route, method: method)
        state.withLock { $0.meters.append(meter) }
        return meter
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
        let used = state.meters.map { ($0.route, $0.method, $0.count.withLock { $0 }) }
            .filter { !$0.2.statuses.isEmpty }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        var text = "# HELP http_requests_total Requests by route and status.\n# TYPE http_requests_total counter\n"
        for (route, method, count) in used {
            for (status, number) in count.statuses.sorted(by: { $0.key < $1.key }) {
                text +=
                    "http_requests_total{route=\"\(route)\",method=\"\(method)\",status=\"\(status)\"} \(number)\n"
            }
        }
        text += "# HELP http_request_duration_seconds Time from the head of the request to the end of the answer.\n"
        text += "# TYPE http_request_duration_seconds histogram\n"
        for (route, method, count) in used {
            let labels = "route=\"\(route)\",method=\"\(method)\""
            var running = 0
            for (index, bound) in Self.bounds.enumerated() {
                running += count.buckets[index]
                text += "http_request_duration_seconds_bucket{\(labels),le=\"\(bound)\"} \(running)\n"
            }
            let all = count.buckets.reduce(0, +)
            text += "http_request_duration_seconds_bucket{\(labels),le=\"+Inf\"} \(all)\n"
            text += "http_request_duration_seconds_sum{\(labels)} \(count.sum)\n"
            text += "http_request_duration_seconds_count{\(labels)} \(all)\n"
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
