import Kernel
import Web

/// `/devices/pairing`: where a tablet types in its code. Everybody may try; a code is one of a hundred million and lives ten minutes.
struct PairingRoutes: Sendable {
    let devices: Devices
    let ports: Accounts.Ports
    /// One address may try as often as it may sign in; this is for all addresses together. At sixty tries a minute somebody who rents them
    /// finds an open code in its ten minutes once in 160,000 times.
    private let limiter = RateLimiter(mostKeys: 1)
    private static let rate = Rate(perMinute: 60, burst: 60)

    init(devices: Devices, ports: Accounts.Ports) {
        self.devices = devices
        self.ports = ports
    }

    struct Code: Input {
        /// The digits, without the spaces between which people type them.
        let digits: String

        init(_ fields: inout FieldReader) {
            digits = fields.text("code", limit: 16).filter { $0.isASCII && $0.isNumber }
            if digits.utf8.count != 8 { fields.refuse("code", "wrong-code") }
        }
    }

    var routes: [Route] {
        [
            .page("/devices/pairing", "Where a tablet types in its code.") { call in
                if call.principal.kind == .device { return .redirect(ports.board, call) }
                return .page(PairingPage(call: call, problem: nil).page)
            },
            .change(
                .post, "/devices/pairing", "Signs a tablet in by its code.", body: Code.self,
                answer: OpenedSession.self, status: 201, refusals: [.tooMany], policy: .signIn
            ) { call, code in
                try limit(call)
                let opened = try await devices.pair(
                    code: code.digits, from: SessionOrigin(call),
                    replacing: Identifier<Session>(call.principal.session))
                return Reply.done(opened, call, status: 201, to: ports.board).setting(opened.cookie(at: call.now))
            }
            .returning { call, problem in PairingPage(call: call, problem: problem).page },
        ]
    }

    private func limit(_ call: Call) throws {
        let everybody = RateKey(.signIn, .device, "")
        guard let wait = limiter.take(everybody, Self.rate, at: call.now) else { return }
        throw AppError(.tooMany, "web.too-many", ["seconds": String(wait)], retryAfter: wait)
    }
}
