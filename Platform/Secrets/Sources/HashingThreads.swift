import Dispatch
import Foundation
import Synchronization

/// A few threads of their own and the queue before them, first in, first out. Whatever blocks or computes for long is done here, so that the
/// threads that serve never wait for it.
final class HashingThreads: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        /// Those that wait and those that are being done.
        var admitted = 0
        var threads = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let width: Int
    private let limit: Int

    /// `width` threads, and at most `limit` jobs that wait or are being done.
    init(width: Int, limit: Int) {
        self.width = max(width, 1)
        self.limit = limit
    }

    /// Puts a job at the end of the queue; false when the queue is full. The threads are started by the first jobs.
    func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        let (isAdmitted, starts) = state.withLock { state in
            guard state.admitted < limit, !state.isClosed else { return (false, false) }
            state.admitted += 1
            state.waiting.append(job)
            let starts = state.threads < width
            if starts { state.threads += 1 }
            return (true, starts)
        }
        if starts {
            Thread { [self] in serve() }.start()
        }
        if isAdmitted { signal.signal() }
        return isAdmitted
    }

    /// How many wait or are being done.
    var admitted: Int { state.withLock { $0.admitted } }

    /// Ends the threads when what is queued is done.
    func close() {
        let threads = state.withLock { state in
            state.isClosed = true
            return state.threads
        }
        for _ in 0..<threads { signal.signal() }
    }

    private func serve() {
        while true {
            signal.wait()
            let job = state.withLock { state in state.waiting.isEmpty ? nil : state.waiting.removeFirst() }
            // A signal without a job is that of the end.
            guard let job else { return }
            job()
        }
    }

    /// Gives back the place of a job that is done. The job says so itself, before anybody hears of its result: who comes back at once finds
    /// the place free.
    func leave() { state.withLock { $0.admitted -= 1 } }
}
