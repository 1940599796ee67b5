import CoreMetrics
import Synchronization

/// What a series of numbers can say for itself.
protocol MetricReading: AnyObject, Sendable {
    /// What Prometheus calls its kind.
    var kind: String { get }
    /// Lines of text: what is put behind the name, labels besides its own, the value.
    func lines() -> [(suffix: String, label: (String, String)?, value: String)]
}

/// A number that only grows.
final class Tally: CounterHandler, MetricReading {
    private let value = Atomic<Int64>(0)
    let kind = "counter"

    func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }
    func lines() -> [(suffix: String, label: (String, String)?, value: String)] {
        [("", nil, String(value.load(ordering: .relaxed)))]
    }
}

/// A number that goes up and down: what was set or recorded last.
final class Dial: MeterHandler, RecorderHandler, MetricReading {
    private let value = Mutex(0.0)
    let kind = "gauge"

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func lines() -> [(suffix: String, label: (String, String)?, value: String)] {
        [("", nil, "\(value.withLock { $0 })")]
    }
}

/// Numbers of an unknown size: how many, and their sum.
final class Summary: RecorderHandler, MetricReading {
    private let state = Mutex((count: 0, sum: 0.0))
    let kind = "summary"

    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        state.withLock {
            $0.count += 1
            $0.sum += value
        }
    }
    func lines() -> [(suffix: String, label: (String, String)?, value: String)] {
        let (count, sum) = state.withLock { $0 }
        return [("_sum", nil, "\(sum)"), ("_count", nil, String(count))]
    }
}

/// Lengths of time, in buckets.
final class Stopwatch: TimerHandler, MetricReading {
    private let buckets = Mutex(Buckets())
    let kind = "histogram"

    func recordNanoseconds(_ duration: Int64) { buckets.withLock { $0.add(Double(duration) / 1e9) } }
    func lines() -> [(suffix: String, label: (String, String)?, value: String)] { buckets.withLock { $0 }.lines }
}

extension Buckets {
    /// The lines of a histogram: each bucket with what is in it and below.
    var lines: [(suffix: String, label: (String, String)?, value: String)] {
        var running = 0
        var lines: [(String, (String, String)?, String)] = []
        for (bound, count) in zip(Self.bounds, counts) {
            running += count
            lines.append(("_bucket", ("le", "\(bound)"), String(running)))
        }
        lines.append(("_bucket", ("le", "+Inf"), String(count)))
        lines.append(("_sum", nil, "\(sum)"))
        lines.append(("_count", nil, String(count)))
        return lines
    }
}
