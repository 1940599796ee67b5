import HTTPTypes

extension HTTPField.Name {
    /// A name that is a literal of this program; a wrong one is the name of nothing, which the tests would see.
    private static func literal(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }

    /// The token of a form, sent as a field by scripts.
    static let csrfToken = literal("X-CSRF-Token")
    /// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
    static let idempotencyKey = literal("Idempotency-Key")
    /// `Last-Event-ID` (WHATWG HTML, server-sent events).
    static let lastEventID = literal("Last-Event-ID")
    /// `HX-Request`, set by htmx.
    static let htmxRequest = literal("HX-Request")
    /// `HX-History-Restore-Request`, set by htmx when it wants a whole page.
    static let htmxRestore = literal("HX-History-Restore-Request")
    /// `HX-Redirect`, read by htmx.
    static let htmxRedirect = literal("HX-Redirect")
    /// `HX-Trigger-Name`, sent by htmx.
    static let htmxTriggerName = literal("HX-Trigger-Name")
    /// `HX-Trigger`, read by htmx.
    static let htmxTrigger = literal("HX-Trigger")
    /// `HX-Reswap`, read by htmx.
    static let htmxReswap = literal("HX-Reswap")
    /// `HX-Retarget`, read by htmx.
    static let htmxRetarget = literal("HX-Retarget")
    /// `Sec-Fetch-Site` (W3C Fetch Metadata).
    static let secFetchSite = literal("Sec-Fetch-Site")
    /// `X-Request-ID`.
    static let requestID = literal("X-Request-ID")
    /// `X-Forwarded-For`.
    static let forwardedFor = literal("X-Forwarded-For")
    /// `X-Accel-Buffering`, read by nginx.
    static let accelBuffering = literal("X-Accel-Buffering")
    /// `traceparent` (W3C Trace Context).
    static let traceParent = literal("traceparent")
    /// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers).
    static let rateLimit = literal("RateLimit")
    static let rateLimitPolicy = literal("RateLimit-Policy")
    /// `Referrer-Policy` (W3C).
    static let referrerPolicy = literal("Referrer-Policy")
    /// `Cross-Origin-Opener-Policy` (WHATWG HTML).
    static let crossOriginOpenerPolicy = literal("Cross-Origin-Opener-Policy")
    /// `Permissions-Policy` (W3C).
    static let permissionsPolicy = literal("Permissions-Policy")
}
