import CoreMetrics
import HTML
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore

extension Front {
    /// The answer to an error: a refusal as it is, anything else as "internal", logged in full and shown to nobody.
    func refusal(of error: any Error, _ call: Call) -> Response {
        if let exceeded = error as? RateExceeded {
            refusedByRate[exceeded.rateClass]?.increment()
            var response = response(of: Problem(exceeded.refusal, call), call)
            response.headers.append(contentsOf: exceeded.fields)
            return response
        }
        let problem: Problem
        if let refusal = error as? AppError ?? translate(error) {
            problem = Problem(refusal, call)
        } else {
            call.logger.error("internal error", metadata: ["error": .string(String(reflecting: error))])
            problem = Problem(internalOf: call)
        }
        if problem.status == 401, call.face == .page, call.method == .get || call.method == .head {
            // The way within the shop: whoever goes there is sent below the shop's own path.
            let way = call.path.hasPrefix(call.base) ? call.path.dropFirst(call.base.count) : call.path[...]
            return Response(
                status: .seeOther,
                headers: [.location: "\(call.base)\(shell.signInPath)?next=\(way)", .cacheControl: "no-store"])
        }
        return response(of: problem, call)
    }

    /// What a problem looks like to a person, a page and a program.
    func response(of problem: Problem, _ call: Call) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
        let bytes: [UInt8]
        switch call.face {
        case .json:
            headers[.contentType] = "application/problem+json"
            // RFC 9110 section 11.6.1 wants to know how to do better. A browser would ask for a password of its own.
            if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer realm=\"\(settings.product)\"" }
            bytes = JSONWriter.bytes(of: problem)
        case .fragment:
            headers[.contentType] = "text/html; charset=utf-8"
            headers[.htmxRetarget] = "#flash"
            headers[.htmxReswap] = "innerHTML"
            bytes = shell.problem(problem, call).content.rebased(onto: call.base).bytes
        case .page:
            headers[.contentType] = "text/html; charset=utf-8"
            bytes = shell.document(shell.problem(problem, call), call).rebased(onto: call.base).bytes
        }
        return Response(
            status: .init(code: problem.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
