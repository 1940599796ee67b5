import CSQLite
import Foundation

/// How a connection waits while another process writes.
///
/// SQLite's own handler sleeps longer and longer, up to a tenth of a second; a process that commits without pause would then
/// never let it in. Short sleeps of uneven length find the gap between two commits.
struct SQLitePatience {
    var span = Duration.seconds(5)
    private var start = ContinuousClock.now

    /// Called by SQLite with a pointer to the connection's patience and the number of calls before; 0 gives up.
    static let handler: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Int32 = { pointer, attempt in
        guard let patience = pointer?.assumingMemoryBound(to: SQLitePatience.self) else { return 0 }
        let now = ContinuousClock.now
        if attempt == 0 { patience.pointee.start = now }
        if now - patience.pointee.start >= patience.pointee.span { return 0 }
        // 0.2 to 1.5 ms.
        usleep(200 + UInt32(truncatingIfNeeded: attempt &* 379) % 1300)
        return 1
    }
}
