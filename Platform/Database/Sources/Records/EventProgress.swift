import Kernel

/// How far a feed has come: the highest id it has seen, and the ids below that were missing.
///
/// PostgreSQL hands out ids when rows are inserted, and transactions commit in another order, so a missing id is either on its
/// way or was rolled back. It is waited for, and given up after a while.
struct EventProgress: Sendable {
    /// Ids that are missing since a moment.
    struct Gap: Sendable, Equatable {
        var range: ClosedRange<Int64>
        let since: Instant
    }

    private let patience: Span
    private(set) var newest: Int64 = 0
    private(set) var gaps: [Gap] = []
    private(set) var hasStarted = false

    init(patience: Span) { self.patience = patience }

    /// Begins after `ids`, the last ones in order; what is missing between them may still come.
    mutating func start(_ ids: [Int64], at moment: Instant) {
        hasStarted = true
        guard let first = ids.first else { return }
        newest = first
        gaps = []
        for id in ids.dropFirst() { saw(id, at: moment) }
    }

    /// An event has been read; false when it had been before, or was given up.
    @discardableResult mutating func saw(_ id: Int64, at moment: Instant) -> Bool {
        if id > newest {
            if id - newest > 1 { gaps.append(Gap(range: newest + 1...id - 1, since: moment)) }
            newest = id
            return true
        }
        if let index = gaps.firstIndex(where: { $0.range.contains(id) }) {
            let gap = gaps[index]
            var rest: [Gap] = []
            if gap.range.lowerBound < id { rest.append(Gap(range: gap.range.lowerBound...id - 1, since: gap.since)) }
            if id < gap.range.upperBound { rest.append(Gap(range: id + 1...gap.range.upperBound, since: gap.since)) }
            gaps.replaceSubrange(index...index, with: rest)
            return true
        }
        return false
    }

    /// Forgets the gaps that are older than the patience.
    mutating func giveUp(at moment: Instant) { gaps.removeAll { moment - $0.since > patience } }
}
