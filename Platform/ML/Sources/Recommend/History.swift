import Foundation

/// Numbers from 0 for the items that are known, the most taken ones where there are too many.
struct ItemIndex: Sendable, Codable {
    /// Tables of things by things are kept in memory.
    static let most = 3000

    let items: [Int]
    let places: [Int: Int]

    init(_ events: [Event], also others: some Sequence<Int>) {
        var counts: [Int: Int] = [:]
        for event in events { counts[event.item, default: 0] += 1 }
        for item in others where counts[item] == nil { counts[item] = 0 }
        items = counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(Self.most).map(\.key).sorted()
        places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($0.element, $0.offset) })
    }

    var count: Int { items.count }
}

/// What one user took: each thing once, the last first.
struct History: Sendable {
    /// Places of the things.
    let items: [Int]
    /// How often each was taken.
    let counts: [Float]
    /// The same, each time counting half after a quarter of the time that is known, and after a sixteenth.
    let lately: [Float]
    let justNow: [Float]
    /// Of each, how many things were taken after it.
    let ranks: [Int]
    /// When each was last taken.
    let times: [Double]

    init(_ events: [Event], _ index: ItemIndex, now: Double, span: Double) {
        var found: [Int: (count: Float, lately: Float, justNow: Float, last: Double)] = [:]
        for event in events where event.time.isFinite {
            guard let place = index.places[event.item] else { continue }
            let age = min(max(now - event.time, 0) / max(span, 1e-9), 1e6)
            var one = found[place] ?? (0, 0, 0, event.time)
            one.count += 1
            one.lately += Float(exp2(-age * 4))
            one.justNow += Float(exp2(-age * 16))
            one.last = max(one.last, event.time)
            found[place] = one
        }
        let sorted = found.sorted { (-$0.value.last, $0.key) < (-$1.value.last, $1.key) }
        items = sorted.map(\.key)
        counts = sorted.map(\.value.count)
        lately = sorted.map(\.value.lately)
        justNow = sorted.map(\.value.justNow)
        times = sorted.map(\.value.last)
        var ranks: [Int] = []
        for (place, one) in sorted.enumerated() {
            ranks.append(place > 0 && sorted[place - 1].value.last == one.value.last ? ranks[place - 1] : place)
        }
        self.ranks = ranks
    }
}
