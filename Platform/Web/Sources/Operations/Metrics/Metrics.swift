public import CoreMetrics
import Synchronization

/// All numbers of a process: the requests of each route, and whatever this program and its libraries count through swift-metrics. It is a
/// back end of that package (`MetricsSystem.bootstrap`), and writes Prometheus text (exposition format 0.0.4).
public final class Metrics: MetricsFactory {
    struct Series: Hashable {
        let name: String
        /// In order of their names, escaped as the text wants them.
        let labels: String
    }

    private struct State {
        var meters: [RequestMeter] = []
        var series: [Series: any MetricReading] = [:]
        var gauges: [String: @Sendable () -> Double] = [:]
    }

    private let state = Mutex(State())
    private let mostSeries: Int

    /// Nothing counted yet. More than `mostSeries` names and labels are not kept: a label that comes from outside fills no memory.
    public init(mostSeries: Int = 2000) { self.mostSeries = mostSeries }

    /// Where requests of a route are counted; made once for each route and method.
    func meter(route: String, method: String) -> RequestMeter {
        let meter = RequestMeter(route: route, method: method)
        state.withLock { $0.meters.append(meter) }
        return meter
    }

    /// Offers a number that is asked for at each scrape.
    public func gauge(_ name: StaticString, _ read: @escaping @Sendable () -> Double) {
        state.withLock { $0.gauges[name.description] = read }
    }

    /// The handler of a series, made when it is asked for first; nil when there are too many, or it is of another kind.
    private func handler<Handler: MetricReading>(
        _ label: String, _ suffix: String, _ dimensions: [(String, String)], _ make: () -> Handler
    ) -> Handler? {
        let series = Series(PrometheusText.name(label, suffix: suffix), dimensions)
        return state.withLock { state in
            if let known = state.series[series] { return known as? Handler }
            guard state.series.count < mostSeries else { return nil }
            let handler = make()
            state.series[series] = handler
            return handler
        }
    }

    /// A number that only grows.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        handler(label, "_total", dimensions, Tally.init) ?? NOOPMetricsHandler.instance
    }

    /// A number that goes up and down.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        handler(label, "", dimensions, Dial.init) ?? NOOPMetricsHandler.instance
    }

    /// Numbers of which count and sum are kept, or the last.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        let made: (any RecorderHandler)? =
            aggregate ? handler(label, "", dimensions, Summary.init) : handler(label, "", dimensions, Dial.init)
        return made ?? NOOPMetricsHandler.instance
    }

    /// Lengths of time in buckets.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        handler(label, "_seconds", dimensions, Stopwatch.init) ?? NOOPMetricsHandler.instance
    }

    /// Forgets a number.
    public func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
    /// Forgets a number.
    public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
    /// Forgets numbers.
    public func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
    /// Forgets lengths of time.
    public func destroyTimer(_ handler: any TimerHandler) { forget(handler) }

    private func forget(_ handler: AnyObject) {
        state.withLock { state in state.series = state.series.filter { $0.value !== handler } }
    }

    /// The text for Prometheus.
    public func text() -> String {
        let state = state.withLock { $0 }
        var text = PrometheusText()
        text.add(state.meters)
        text.add(state.series)
        for (name, read) in state.gauges.sorted(by: { $0.key < $1.key }) { text.add(gauge: name, read()) }
        return text.text
    }
}

extension Metrics.Series {
    init(_ name: String, _ dimensions: [(String, String)]) {
        self.name = name
        labels = dimensions.sorted { $0.0 < $1.0 }
            .map { "\(PrometheusText.name($0.0, suffix: ""))=\"\(PrometheusText.escaped($0.1))\"" }
            .joined(separator: ",")
    }
}
