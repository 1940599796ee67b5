import Foundation
public import Kernel

extension Clock {
    /// Time since the machine started, which nobody sets: for waiting, never for what is stored.
    public static let monotonic = Clock {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
