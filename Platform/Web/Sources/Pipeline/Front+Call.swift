import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Tracing

extension Front {
    /// In which form it is to be answered.
    func face(_ request: Request, api: Bool) -> Call.Face {
        if api { return .json }
        if request.headers[.htmxRequest] == "true", request.headers[.htmxRestore] != "true" { return .fragment }
        guard let accept = request.headers[.accept] else { return .page }
        // A browser always names text/html; a program that wants JSON names only that.
        return accept.contains("application/json") && !accept.contains("text/html") ? .json : .page
    }

    /// In which language.
    func language(_ request: Request, _ cookies: Cookies) -> Language {
        catalogue.language(
            chosen: cookies.isEmpty ? nil : cookies[cookieName("lang")], accepted: request.headers[.acceptLanguage])
    }

    /// Anybody may name a trace; only a trusted proxy's goes into the log.
    func trace(_ request: Request, _ context: FrontContext) -> TraceParent? {
        guard let field = request.headers[.traceParent], clients.isTrusted(context.peer) else { return nil }
        return TraceParent(field)
    }

    /// A span around an answer, for whoever has set up a tracer before the front was made. It continues the trace of a trusted caller.
    func traced(
        _ request: Request, _ context: FrontContext, _ served: ServedRoute, _ work: () async throws -> Response
    ) async throws -> Response {
        guard isTraced else { return try await work() }
        let isTrusted = clients.isTrusted(context.peer)
        var context = ServiceContext.topLevel
        if isTrusted {
            InstrumentationSystem.instrument.extract(request.headers, into: &context, using: FieldExtractor())
        }
        return try await withSpan(served.name, context: context, ofKind: .server) { span in
            let response = try await work()
            if span.isRecording {
                span.attributes["http.route"] = served.meter.route
                span.attributes["http.request.method"] = served.meter.method
                span.attributes["http.response.status_code"] = Int(response.status.code)
            }
            return response
        }
    }
}
