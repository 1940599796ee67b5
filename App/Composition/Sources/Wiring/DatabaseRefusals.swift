import Database
import Kernel

/// What a database's errors say to a visitor: that it is away for a moment. Anything else is ours, and internal.
enum DatabaseRefusals {
    static func refusal(of error: any Error) -> AppError? {
        guard let error = error as? DatabaseError else { return nil }
        switch error {
        case .unavailable, .timeout, .serialization: return .unavailable("web.database-away", retryAfter: 5)
        // The client asks again with the same key, and learns whether it happened.
        case .outcomeUnknown: return .unavailable("web.outcome-unknown", retryAfter: 2)
        default: return nil
        }
    }
}
