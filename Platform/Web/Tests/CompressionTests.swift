import CoreMetrics
import HTML
import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite("Compression") struct CompressionTests {
    @Test(
        "Who takes gzip",
        arguments: [
            ("gzip", true), ("br, gzip", true), ("deflate,gzip;q=0.5", true), ("gzip;q=1.0", true),
            ("gzip ; q=0.001", true),
            ("gzip;q=0", false), ("gzip; q=0.000", false), ("gzip;q=0.0, br", false), ("br", false), ("*", false),
            ("x-gzip", false),
            ("identity", false), ("", false), (nil, false), (String(repeating: "a,", count: 300) + "gzip", false),
        ])
    func accepted(_ field: String?, _ isAccepted: Bool) { #expect(Gzip.isAccepted(field) == isAccepted) }

    @Test(
        "What becomes smaller by it",
        arguments: [
            ("text/html; charset=utf-8", true), ("text/csv", true), ("application/json", true),
            ("application/problem+json", true),
            ("image/svg+xml", true), ("image/png", false), ("image/jpeg", false), ("application/zip", false),
            ("font/woff2", false),
            ("application/pdf", false), ("application/octet-stream", false), (nil, false), ("nonsense", false),
        ])
    func types(_ type: String?, _ isWorthwhile: Bool) { #expect(Gzip.isWorthwhile(type) == isWorthwhile) }

    @Test("Small answers, compressed types and whoever does not ask get plain bytes") func answers() async throws {
        func route(_ path: String, _ count: Int, _ type: String) -> Route {
            .page(path, "B.") { _ in .bytes([UInt8](repeating: 97, count: count), type: type) }
        }
        let world = try World([
            route("/small", Gzip.leastBytes, "text/plain"), route("/large", Gzip.leastBytes + 1, "text/plain"),
            route("/picture", 5000, "image/png"), route("/none", 0, "text/plain"),
        ])
        let gzip = ["Accept-Encoding": "gzip"]
        let large = try await world.send(.get, "/large", gzip)
        #expect(large.headers[.contentEncoding] == "gzip")
        #expect(large.bytes.prefix(2) == [0x1F, 0x8B])
        #expect(large.headers[.contentLength] == "\(large.bytes.count)")
        #expect(large.headers[.vary]?.contains("Accept-Encoding") == true)
        for (path, count) in [("/small", Gzip.leastBytes), ("/picture", 5000), ("/none", 0)] {
            let answer = try await world.send(.get, path, gzip)
            #expect(answer.headers[.contentEncoding] == nil, "\(path)")
            #expect(answer.bytes.count == count)
        }
        #expect(try await world.send(.get, "/large").bytes.count == Gzip.leastBytes + 1)
        let head = try await world.send(.head, "/large", gzip)
        #expect(head.bytes.isEmpty)
        #expect(head.headers[.contentLength] == large.headers[.contentLength])
        #expect(head.headers[.contentEncoding] == "gzip")
    }

    @Test("What would not become smaller is sent as it is") func incompressible() {
        var generator = SplitMix64(seed: 1)
        let noise = (0..<4000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        #expect(Gzip.compressQuickly(noise) == nil)
        #expect(Gzip.compressSmall(noise) == nil)
        let many = (0..<4000).map { UInt8($0 % 7) }
        let (quick, small) = (Gzip.compressQuickly(many)?.count ?? .max, Gzip.compressSmall(many)?.count ?? .max)
        #expect(small <= quick && quick < 400)
    }
}

@Suite("Numbers") struct MetricsTests {
    @Test("Requests by route, method and status, and how long they took") func requests() {
        let metrics = Metrics()
        let meter = metrics.meter(route: "/a/{id}", method: "GET")
        _ = metrics.meter(route: "/never", method: "GET")
        for (status, seconds) in [(200, 0.0005), (200, 0.004), (404, 0.004), (500, 9)] {
            meter.add(status: status, seconds: seconds)
        }
        let labels = #"route="/a/{id}",method="GET""#
        let text = metrics.text()
        let expected = """
            # HELP http_requests_total Requests by route and status.
            # TYPE http_requests_total counter
            http_requests_total{\(labels),status="200"} 2
            http_requests_total{\(labels),status="404"} 1
            http_requests_total{\(labels),status="500"} 1
            # HELP http_request_duration_seconds Time from the head of the request until its answer is ready.
            # TYPE http_request_duration_seconds histogram
            http_request_duration_seconds_bucket{\(labels),le="0.001"} 1
            http_request_duration_seconds_bucket{\(labels),le="0.0025"} 1
            http_request_duration_seconds_bucket{\(labels),le="0.005"} 3
            http_request_duration_seconds_bucket{\(labels),le="0.01"} 3
            http_request_duration_seconds_bucket{\(labels),le="0.025"} 3
            http_request_duration_seconds_bucket{\(labels),le="0.05"} 3
            http_request_duration_seconds_bucket{\(labels),le="0.1"} 3
            http_request_duration_seconds_bucket{\(labels),le="0.25"} 3
            http_request_duration_seconds_bucket{\(labels),le="0.5"} 3
            http_request_duration_seconds_bucket{\(labels),le="1.0"} 3
            http_request_duration_seconds_bucket{\(labels),le="2.5"} 3
            http_request_duration_seconds_bucket{\(labels),le="+Inf"} 4
            http_request_duration_seconds_sum{\(labels)} 9.0085
            http_request_duration_seconds_count{\(labels)} 4

            """
        #expect(text == expected)
    }

    @Test("What is counted through swift-metrics stands there too") func factory() {
        let metrics = Metrics()
        Counter(label: "jobs.done", dimensions: [("queue", "a\"b\\c\n"), ("a-b", "x")], factory: metrics).increment(
            by: 2)
        Counter(label: "jobs.done", dimensions: [("a-b", "x"), ("queue", "a\"b\\c\n")], factory: metrics).increment()
        Counter(label: "sent_total", dimensions: [], factory: metrics).increment()
        FloatingPointCounter(label: "litres", factory: metrics).increment(by: 2.5)
        let meter = Meter(label: "depth", factory: metrics)
        meter.set(5)
        meter.increment(by: 1.5)
        meter.decrement(by: 0.5)
        Gauge(label: "0heat", factory: metrics).record(7)
        let sizes = Recorder(label: "size", dimensions: [], aggregate: true, factory: metrics)
        sizes.record(3)
        sizes.record(4.5)
        Timer(label: "took", factory: metrics).recordSeconds(0.002)
        metrics.gauge("open") { 3 }
        let lines = metrics.text().split(separator: "\n").map(String.init)
        for line in [
            "# TYPE jobs_done_total counter", "jobs_done_total{a_b=\"x\",queue=\"a\\\"b\\\\c\\n\"} 3", "sent_total 1",
            "litres_total 2",
            "# TYPE depth gauge", "depth 6.0", "_0heat 7.0", "# TYPE size summary", "size_sum 7.5", "size_count 2",
            "# TYPE took_seconds histogram", "took_seconds_bucket{le=\"0.0025\"} 1",
            "took_seconds_bucket{le=\"0.001\"} 0",
            "took_seconds_count 1", "# TYPE open gauge", "open 3.0",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(lines.count { $0 == "# TYPE jobs_done_total counter" } == 1)
    }

    @Test("A name of another kind, and one too many, count for nothing and harm nothing") func bounds() {
        let metrics = Metrics(mostSeries: 3)
        let first = Counter(label: "a", factory: metrics)
        first.increment()
        Timer(label: "a_total", factory: metrics).recordSeconds(1)
        Meter(label: "a_total", factory: metrics).set(7)
        for number in 0..<50 { Counter(label: "n\(number)", factory: metrics).increment() }
        #expect(metrics.text().contains("a_total 1\n"))
        #expect(!metrics.text().contains("n49_total"))
        first.reset()
        #expect(metrics.text().contains("a_total 0\n"))
        first.destroy()
        #expect(!metrics.text().contains("a_total "))
    }

    @Test("Numbers are for those who know the word, where there is one") func token() async throws {
        func world(_ token: String?) throws -> World {
            let metrics = Metrics()
            return try World(
                OperationsRoutes(version: "1", metrics: metrics, metricsToken: token) {}.routes, metrics: metrics)
        }
        let closed = try world("word")
        #expect(try await closed.send(.get, "/metrics").status == 404)
        #expect(try await closed.send(.get, "/metrics", ["Authorization": "Bearer wor"]).status == 404)
        let answer = try await closed.send(.get, "/metrics", ["Authorization": "Bearer word"])
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.text.contains("http_requests_total{route=\"/metrics\",method=\"GET\",status=\"404\"} 2\n"))
        #expect(try await world(nil).send(.get, "/metrics").status == 200)
        #expect(try await closed.send(.get, "/healthz").text == "ok\n")
        #expect(try await closed.send(.get, "/readyz").text == "ready\n")
        struct Down: Error {}
        let down = try World(OperationsRoutes(version: "1", metrics: Metrics()) { throw Down() }.routes)
        let refused = try await down.send(.get, "/readyz")
        #expect(refused.status == 503)
        #expect(refused.headers[.retryAfter] == "5")
    }
}
