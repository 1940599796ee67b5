import Kernel
import Synchronization

/// What the threads of a pool know together about their server: whether it answers, and when to try again.
final class PostgresServer: Sendable {
    private struct State {
        var connections = 0
        var failures = 0
        var isTrying = false
        var retryAt = ContinuousClock.now
        var reason = ""
    }

    /// What became of the wish for a connection.
    enum Outcome {
        case connected(PostgresConnection)
        /// Others have connections, so the work is better left to them; try again after so long.
        case leaveToOthers(Duration)
        case down(DatabaseError)
    }

    private let login: PostgresLogin
    private let entropy: Entropy
    private let state = Mutex(State())

    init(_ login: PostgresLogin, _ entropy: Entropy) {
        self.login = login
        self.entropy = entropy
    }

    /// Connects, unless the server was just found to be down: then one thread at a time tries, at growing intervals.
    func connect() -> Outcome {
        let mayTry = state.withLock { state in
            if state.failures == 0 { return true }
            guard !state.isTrying, ContinuousClock.now >= state.retryAt else { return false }
            state.isTrying = true
            return true
        }
        guard mayTry else { return refusal() }
        do {
            let connection = try login.connect()
            state.withLock { state in
                state.connections += 1
                state.failures = 0
                state.isTrying = false
            }
            return .connected(connection)
        } catch {
            note(error)
            return refusal()
        }
    }

    /// A connection of the pool is no more.
    func lost() { state.withLock { $0.connections -= 1 } }

    private func note(_ error: any Error) {
        let jitter = Int64(entropy.bits() % 100)
        state.withLock { state in
            state.failures += 1
            state.isTrying = false
            if case DatabaseError.unavailable(let reason) = error { state.reason = reason }
            // 100 ms, doubled up to 3.2 s, and up to as much again by chance.
            let base = Int64(100) << Int64(min(state.failures - 1, 5))
            state.retryAt = .now + .milliseconds(base + base * jitter / 100)
        }
    }

    private func refusal() -> Outcome {
        state.withLock { state in
            guard state.connections > 0 else { return .down(.unavailable(state.reason)) }
            return .leaveToOthers(min(max(state.retryAt - .now, .milliseconds(10)), .milliseconds(250)))
        }
    }
}
