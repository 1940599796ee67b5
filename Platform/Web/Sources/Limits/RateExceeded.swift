import HTTPTypes
import Kernel

/// Somebody has asked too often.
struct RateExceeded: Error {
    let rateClass: RateClass
    let rate: Rate
    /// Seconds until the next one.
    let wait: Int

    /// What people and programs are told.
    var refusal: AppError { AppError(.tooMany, "web.too-many", ["seconds": String(wait)], retryAfter: wait) }

    /// What programs are told besides (draft-ietf-httpapi-ratelimit-headers, as structured fields of RFC 9651).
    var fields: HTTPFields {
        [
            .rateLimitPolicy: "\"\(rateClass.rawValue)\";q=\(rate.burst);w=\(rate.window)",
            .rateLimit: "\"\(rateClass.rawValue)\";r=0;t=\(wait)",
        ]
    }
}
