public import Kernel
import Synchronization

/// Knows who is where in this process.
public final class PresenceBook: Presence {
    private struct Entry {
        let person: PresenceEntry
        var seen: Instant
    }

    private let places = Mutex<[String: [String: Entry]]>([:])
    private let clock: Clock
    private let patience: Span
    private let mostPerPlace: Int
    private let mostPlaces: Int

    /// Whoever says nothing for `patience` has left. More than `mostPerPlace` in one place, and more than `mostPlaces`, are not let in.
    public init(clock: Clock, patience: Span = .seconds(45), mostPerPlace: Int = 200, mostPlaces: Int = 5000) {
        self.clock = clock
        self.patience = patience
        self.mostPerPlace = mostPerPlace
        self.mostPlaces = mostPlaces
    }

    /// Somebody has come, or is still there under another name. False when there is no room for more.
    @discardableResult public func enter(_ place: String, id: String, name: String) -> Bool {
        let now = clock.now()
        return places.withLock { places in
            if places[place] == nil, places.count >= mostPlaces {
                for key in places.keys { forget(key, &places, now) }
                if places.count >= mostPlaces { return false }
            }
            forget(place, &places, now)
            let known = places[place]?[id]
            if known == nil, places[place]?.count ?? 0 >= mostPerPlace { return false }
            let person = PresenceEntry(id: id, name: name, since: known?.person.since ?? now)
            places[place, default: [:]][id] = Entry(person: person, seen: now)
            return true
        }
    }

    /// Somebody is still there. False when that was not known.
    public func heartbeat(_ place: String, id: String) -> Bool {
        let now = clock.now()
        return places.withLock { places in
            forget(place, &places, now)
            guard places[place]?[id] != nil else { return false }
            places[place]?[id]?.seen = now
            return true
        }
    }

    /// Somebody has left.
    public func leave(_ place: String, id: String) {
        places.withLock { places in
            places[place]?[id] = nil
            if places[place]?.isEmpty == true { places[place] = nil }
        }
    }

    /// Who is there, the first to come first.
    public func people(_ place: String) -> [PresenceEntry] {
        let now = clock.now()
        return places.withLock { places in
            forget(place, &places, now)
            return (places[place] ?? [:]).values.map(\.person).sorted { ($0.since, $0.id) < ($1.since, $1.id) }
        }
    }

    private func forget(_ place: String, _ places: inout [String: [String: Entry]], _ now: Instant) {
        // Whoever was seen later than now was seen by a clock that was ahead, and would stay for as long as it was.
        let recent = now - patience...now + patience
        guard let kept = places[place]?.filter({ recent.contains($0.value.seen) }) else { return }
        places[place] = kept.isEmpty ? nil : kept
    }
}
