import NIOCore

/// The time that requests and answers of one connection have, and what becomes of a body that nobody wants.
///
/// A request begins with its limit from its head to its end, and then the same to the end of its answer. Bytes in both directions earn
/// time at the slowest pace that is no attack, but never more than the limit from now on: whoever was fast may not then be silent.
struct ExchangePace {
    /// What holds where a route says nothing else.
    struct Limits: Sendable {
        var request: TimeAmount
        var slowestBytesPerSecond: Int
        var mostDrainedBytes: Int
        var drain: TimeAmount
    }

    private let limits: Limits
    private var limit: TimeAmount
    private var headsRead = 0
    private var endsRead = 0
    private var answersDone = 0
    private var drained = 0
    /// The number of the request after which the client wants the connection to end.
    private var last: Int?
    /// Bytes of the body that its head announced and that have not come; nil when it announced none.
    private var outstanding: Int?
    /// When the connection is closed; nil while nothing is due.
    private(set) var deadline: NIODeadline?
    /// The connection ends with the answer that is being sent.
    private var isClosing = false
    /// That answer has been sent: whatever still comes in is thrown away.
    private(set) var isOver = false

    init(_ limits: Limits, now: NIODeadline) {
        self.limits = limits
        limit = limits.request
        // The first head is due as a whole.
        deadline = now + limits.request
    }

    /// Whether what comes in belongs to a request that has been answered.
    var isDraining: Bool { answersDone > endsRead }

    /// Whether the body of the request that is being answered is still to come.
    private var isBodyDue: Bool { endsRead <= answersDone }

    /// A head has come. `isLast` when the client says that it wants nothing more of this connection.
    mutating func readHead(announced: Int?, isLast: Bool, now: NIODeadline) {
        headsRead += 1
        outstanding = announced
        if isLast, last == nil { last = headsRead }
        if headsRead == answersDone + 1 { begin(now) }
    }

    private mutating func begin(_ now: NIODeadline) {
        limit = limits.request
        deadline = now + limit
    }

    /// False when more has come than is thrown away.
    mutating func readBody(_ bytes: Int, now: NIODeadline) -> Bool {
        outstanding = outstanding.map { max(0, $0 - bytes) }
        if isDraining || isOver {
            drained += bytes
            return drained <= limits.mostDrainedBytes
        }
        earn(bytes, now)
        return true
    }

    mutating func readEnd(now: NIODeadline) {
        let wasDraining = isDraining
        endsRead += 1
        drained = 0
        if wasDraining {
            deadline = headsRead > answersDone ? now + limits.request : nil
        } else if deadline != nil {
            deadline = now + limit
        }
    }

    /// The route of the request that is being answered has a limit of its own.
    mutating func allow(_ time: TimeAmount, now: NIODeadline) {
        guard headsRead > answersDone else { return }
        limit = time
        deadline = now + time
    }

    /// The head of an answer leaves. Returns whether it must say that the connection ends with it: the client wants it so, or too
    /// much of a body is still to come.
    mutating func writeHead(saysClose: Bool, isEndless: Bool) -> Bool {
        if isEndless { deadline = nil }
        let isTooMuch = isBodyDue && (outstanding ?? .max) > limits.mostDrainedBytes
        isClosing = saysClose || isTooMuch || last == answersDone + 1
        return isClosing && !saysClose
    }

    /// Bytes of an answer have left.
    mutating func wrote(_ bytes: Int, now: NIODeadline) { earn(bytes, now) }

    mutating func writeEnd(now: NIODeadline) {
        answersDone += 1
        isOver = isClosing
        if isDraining || isOver {
            deadline = now + limits.drain
        } else if headsRead > answersDone {
            begin(now)
        } else {
            deadline = nil
        }
    }

    private mutating func earn(_ bytes: Int, _ now: NIODeadline) {
        guard let due = deadline else { return }
        let time = TimeAmount.nanoseconds(Int64(bytes) * 1_000_000_000 / Int64(max(1, limits.slowestBytesPerSecond)))
        deadline = min(due + time, now + limit)
    }
}
