public import Database

/// What a job competes with for a worker's room. Each lane has its own, so that a long job never delays an urgent one.
public enum Lane: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
    /// Somebody waits for it, or a promise breaks without it; short.
    case urgent
    /// What most jobs are.
    case normal
    /// Takes minutes or much memory: reports, imports, training.
    case heavy

    /// How many run at once in one worker, unless it is told otherwise.
    public static let room: [Lane: Int] = [.urgent: 2, .normal: 4, .heavy: 1]
}
