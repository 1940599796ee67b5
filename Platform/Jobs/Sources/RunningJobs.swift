import Database
import Kernel
import Synchronization

/// Why a job that runs must stop.
enum JobStop: Sendable, Hashable {
    /// Another worker has it.
    case lost
    /// Somebody cancelled it.
    case cancelled
}

/// What runs in this worker, and how much room its lanes have.
final class RunningJobs: Sendable {
    private struct Held {
        let fence: Int64
        let stop: AsyncStream<JobStop>.Continuation
    }

    private struct State {
        var held: [Identifier<QueuedJob>: Held] = [:]
        var used: [Lane: Int] = [:]
    }

    private let room: [Lane: Int]
    private let state = Mutex(State())

    /// Room for so many at once in each lane; a lane that is not named has none.
    init(room: [Lane: Int]) { self.room = room }

    /// How many more may begin in a lane.
    func room(in lane: Lane) -> Int { (room[lane] ?? 0) - state.withLock { $0.used[lane] ?? 0 } }

    /// Takes a place in a lane; false when there is none.
    func enter(_ lane: Lane) -> Bool {
        state.withLock { state in
            guard state.used[lane, default: 0] < room[lane] ?? 0 else { return false }
            state.used[lane, default: 0] += 1
            return true
        }
    }

    /// Gives the place back.
    func leave(_ lane: Lane) { state.withLock { $0.used[lane, default: 0] -= 1 } }

    /// Takes a place for a job that was claimed. What comes out of the stream ends its task.
    func begin(_ job: ClaimedJob) -> AsyncStream<JobStop> {
        let (stream, stop) = AsyncStream.makeStream(of: JobStop.self, bufferingPolicy: .bufferingOldest(1))
        state.withLock { state in
            state.used[job.lane, default: 0] += 1
            state.held[job.id] = Held(fence: job.fence, stop: stop)
        }
        return stream
    }

    /// Gives the job's place back.
    func end(_ job: ClaimedJob) {
        state.withLock { state in
            state.used[job.lane, default: 0] -= 1
            state.held[job.id] = nil
        }
    }

    /// The jobs that run here, with the fence of each.
    var held: [(id: Identifier<QueuedJob>, fence: Int64)] {
        state.withLock { $0.held.map { (id: $0.key, fence: $0.value.fence) } }
    }

    /// Tells jobs to stop.
    func stop(_ stops: [Identifier<QueuedJob>: JobStop]) {
        for (id, why) in stops { state.withLock { $0.held[id]?.stop }?.yield(why) }
    }
}
