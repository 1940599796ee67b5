import Foundation
import Synchronization

/// The server as a child of this process, killed without warning each so many seconds and started again at once.
final class Victim: Sendable {
    private struct State {
        var process: Process?
        var kills = 0
        var isOver = false
    }

    private let state = Mutex(State())
    private let program: String
    private let port: UInt16

    /// Starts the server on the database of the environment, and waits until it answers.
    init(program: String, port: UInt16, killEvery seconds: Double?) throws {
        self.program = program
        self.port = port
        try start()
        _ = try HTTPClient(port: port).send("GET", "/healthz")
        guard let seconds else { return }
        let thread = Thread { [self] in
            while true {
                usleep(UInt32(seconds * 1_000_000))
                guard killAndStart() else { return }
            }
        }
        thread.start()
    }

    /// Ends the server in peace; gives how often it was killed before.
    @discardableResult
    func end() -> Int {
        state.withLock { state in
            state.isOver = true
            if let process = state.process, process.isRunning {
                process.terminate()
                process.waitUntilExit()
            }
            state.process = nil
            return state.kills
        }
    }

    private func killAndStart() -> Bool {
        let goesOn = state.withLock { state -> Bool in
            guard !state.isOver, let process = state.process else { return false }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            state.kills += 1
            return true
        }
        guard goesOn else { return false }
        return (try? start()) != nil
    }

    private func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", "--port", String(port), "--simulated-clock", "2015-01-01T14:00:00Z"]
        var environment = ProcessInfo.processInfo.environment
        environment["PIZZAMAMA_CHANGES_PER_MINUTE"] = "10000000"
        environment["PIZZAMAMA_READS_PER_MINUTE"] = "100000000"
        environment["PIZZAMAMA_MOST_CONNECTIONS_PER_CLIENT"] = "0"
        environment["PIZZAMAMA_LOG_LEVEL"] = "error"
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        try state.withLock { state in
            guard !state.isOver else { return }
            try process.run()
            state.process = process
        }
    }
}
