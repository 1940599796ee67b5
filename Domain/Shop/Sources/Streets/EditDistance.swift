/// A word with what makes comparing it quick.
struct SpelledWord {
    let letters: [UInt8]
    /// Which letters occur, one bit for each value of the low five bits.
    let mask: UInt32

    init(_ text: String) {
        letters = Array(text.utf8)
        mask = letters.reduce(0) { $0 | 1 << UInt32($1 & 31) }
    }

    /// How many edits a word of this length is forgiven.
    var tolerance: Int {
        switch letters.count {
        case ..<4: 0
        case ..<8: 1
        case ..<65: 2
        default: 0
        }
    }

    /// The number of letters to add, drop, replace or swap with their neighbour to get from one word to the other
    /// (optimal string alignment), if it is at most `limit`; nil otherwise.
    func distance(to other: SpelledWord, limit: Int) -> Int? {
        // Each edit changes which letters occur by at most two, and the length by at most one.
        guard (mask ^ other.mask).nonzeroBitCount <= 2 * limit, abs(letters.count - other.letters.count) <= limit
        else { return nil }
        if letters == other.letters { return 0 }
        var before: [Int] = []
        var last = Array(0...other.letters.count)
        for row in letters.indices {
            var this = [row + 1]
            this.reserveCapacity(last.count)
            for column in other.letters.indices {
                let same = letters[row] == other.letters[column]
                var cost = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, this[column] + 1)
                if row > 0, column > 0, letters[row] == other.letters[column - 1],
                    letters[row - 1] == other.letters[column]
                {
                    cost = min(cost, before[column - 1] + 1)
                }
                this.append(cost)
            }
            // A swap looks two rows back, so that only two rows above the limit end the search.
            if min(last.min() ?? 0, this.min() ?? 0) > limit { return nil }
            (before, last) = (last, this)
        }
        return last.last.flatMap { $0 <= limit ? $0 : nil }
    }
}
