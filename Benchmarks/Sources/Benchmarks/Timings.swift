import Foundation
import Synchronization

/// The times of each kind of step, and what went wrong.
final class Timings: Sendable {
    private struct State {
        var seconds: [String: [Double]] = [:]
        var errors: [String: (count: Int, example: String)] = [:]
    }

    private let state = Mutex(State())

    func add(_ step: String, _ seconds: Double) { state.withLock { $0.seconds[step, default: []].append(seconds) } }

    func fail(_ step: String, _ what: String, _ example: String) {
        state.withLock { state in
            let known = state.errors["\(step) \(what)"]
            state.errors["\(step) \(what)"] = ((known?.count ?? 0) + 1, known?.example ?? example)
        }
    }

    var failures: Int { state.withLock { $0.errors.values.reduce(0) { $0 + $1.count } } }

    /// One line for each step: how many, and the median, 95th, 99th percentile and largest in milliseconds.
    var report: String {
        state.withLock { state in
            var lines = ["step            count      p50      p95      p99      max   (ms)"]
            for (step, values) in state.seconds.sorted(by: { $0.key < $1.key }) {
                let sorted = values.sorted()
                func at(_ share: Double) -> String {
                    let value = sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000
                    return String(format: "%9.2f", value)
                }
                let name = step.padding(toLength: 14, withPad: " ", startingAt: 0)
                lines.append(
                    "\(name)\(String(format: "%7d", sorted.count))\(at(0.5))\(at(0.95))\(at(0.99))\(String(format: "%9.2f", (sorted.last ?? 0) * 1000))"
                )
            }
            lines += state.errors.sorted { $0.key < $1.key }.map {
                "ERROR \($0.key): \($0.value.count) times, first: \($0.value.example.prefix(300))"
            }
            return lines.joined(separator: "\n")
        }
    }
}

/// Seconds that do not go backwards.
func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The processor seconds that a process has used, from `/proc`; nil when there is none.
func processorSeconds(of pid: Int) -> Double? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let close = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: close)...].split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
}
