import HTML
import HTTPTypes
import InMemoryTracing
import Kernel
import Logging
import Synchronization
import Testing
import Tracing

@testable import Web

@Suite("Traces") struct TracingTests {
    /// The one tracer of this process, which every test of the module is traced by.
    static let tracer: InMemoryTracer = {
        let tracer = InMemoryTracer()
        InstrumentationSystem.bootstrap(tracer)
        return tracer
    }()

    /// What was logged, as its metadata.
    final class Log: Sendable {
        let lines = Mutex<[Logger.Metadata]>([])

        struct Handler: LogHandler {
            let log: Log
            var metadata: Logger.Metadata = [:]
            var logLevel = Logger.Level.debug
            subscript(metadataKey key: String) -> Logger.Metadata.Value? {
                get { metadata[key] }
                set { metadata[key] = newValue }
            }
            func log(event: LogEvent) {
                log.lines.withLock { $0.append(metadata.merging(event.metadata ?? [:]) { $1 }) }
            }
        }

        var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }
    }

    static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test(
        "As the standard has it",
        arguments: [
            (parent, true), ("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes", true),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x", false), (parent.uppercased(), false),
            ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false),
            ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false),
            ("00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b77-01", false),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", false),
            ("", false), (String(repeating: "0-", count: 200), false),
        ])
    func parents(_ field: String, _ isOne: Bool) {
        let read = TraceParent(field)
        #expect((read != nil) == isOne)
        if isOne { #expect(read?.trace == "4bf92f3577b34da6a3ce929d0e0e4736" && read?.parent == "00f067aa0ba902b7") }
    }

    @Test("A trusted proxy's trace goes into the log, anybody else's does not") func logs() async throws {
        var settings = WebSettings()
        settings.trustedProxies = [try #require(AddressRange("10.0.0.0/8"))]
        let log = Log()
        let route = Route.page("/logged", "Logs.") { call in
            call.logger.info("seen")
            return .page(Page("a", "a"))
        }
        let world = try World([route], settings: settings, logger: log.logger)
        let fields = ["traceparent": Self.parent, "X-Forwarded-For": "203.0.113.9"]
        let answer = try await world.send(.get, "/logged", fields, peer: "10.1.2.3")
        _ = try await world.send(.get, "/logged", fields, peer: "203.0.113.9")
        let lines = log.lines.withLock { $0 }
        #expect(lines.count == 4)
        let requestID = try #require(answer.headers[.requestID])
        for line in lines.prefix(2) {
            #expect(line["trace"] == "4bf92f3577b34da6a3ce929d0e0e4736")
            #expect(line["parent"] == "00f067aa0ba902b7")
            #expect(line["request"] == "\(requestID)")
        }
        for line in lines.suffix(2) { #expect(line["trace"] == nil && line["parent"] == nil && line["request"] != nil) }
        #expect(lines[1]["route"] == "/logged")
        #expect(lines[1]["status"]?.description == "200")
    }

    @Test("Each request is a span of its route, in the trace of a trusted caller") func spans() async throws {
        let tracer = Self.tracer
        var settings = WebSettings()
        settings.trustedProxies = [try #require(AddressRange("10.0.0.0/8"))]
        let route = Route.page("/traced/{id}", "Traces.") { call in
            if try call.parameter("id") == "bad" { throw AppError.conflict("web.busy") }
            return .page(Page("a", "a"))
        }
        let world = try World([route], settings: settings)
        let fields = [InMemoryTracer.traceIDKey: "our-trace", InMemoryTracer.spanIDKey: "our-span"]
        _ = try await world.send(.get, "/traced/1", fields, peer: "10.1.2.3")
        _ = try await world.send(.get, "/traced/2", fields, peer: "203.0.113.9")
        _ = try await world.send(.get, "/traced/bad", peer: "10.1.2.3")
        let spans = tracer.finishedSpans.filter { $0.operationName == "GET /traced/{id}" }
        #expect(spans.count == 3)
        #expect(spans[0].traceID == "our-trace")
        #expect(spans[0].parentSpanID == "our-span")
        #expect(spans[0].kind == .server)
        #expect(spans[0].attributes["http.route"]?.toSpanAttribute() == "/traced/{id}")
        #expect(spans[0].attributes["http.response.status_code"]?.toSpanAttribute() == 200)
        #expect(spans[1].traceID != "our-trace")
        #expect(spans[1].parentSpanID == nil)
        #expect(spans[2].errors.count == 1)
    }
}
