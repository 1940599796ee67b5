import Kernel
import Resources
import Shop

/// A stretch of opening on some days of the ordinary week, for some ways of ordering: "Thursday to Sunday, 12:00–14:30, for both".
struct OpeningStretch: ResourceRow {
    var id = Identifier<OpeningStretch>.none
    var version: Int64 = 0
    var modes = Set(ServiceMode.allCases)
    var days: Set<Int> = []
    var opens = WallTime.midnight
    var closes = WallTime.midnight

    static let resource = Resource<OpeningStretch>(
        "hours", of: "stores", path: "/opening-hours", table: "store_hours", scope: .shop(column: "store_id"),
        permission: .manageStores, order: .by("opens"),
        columns: [
            Column("days", \.days, .days, check: { $0.isEmpty ? "missing" : nil }).listed,
            Column("opens", \.opens, .time).sorted.narrow,
            Column("closes", \.closes, .closingTime).listed.narrow,
            Column("modes", \.modes, .choices(), check: { $0.isEmpty ? "missing" : nil }).listed,
        ],
        tidy: { ServiceSpan.intoTheNight($0.opens, &$0.closes) },
        check: { stretch in
            ServiceSpan.isWritten(stretch.opens, stretch.closes) ? [] : [.init("closes", "not-a-stretch")]
        },
        checkAmong: { stretch, others in
            others.contains { stretch.overlaps($0) } ? [.init("opens", "overlaps")] : []
        },
        didChange: { try StoreRows.touch($0, $1) })

    /// Whether both are open at once at some minute of the week, for some way of ordering: a night reaches into the morning of the next day,
    /// and Sunday's into Monday. Stretches that only touch do not overlap.
    private func overlaps(_ other: OpeningStretch) -> Bool {
        guard !modes.isDisjoint(with: other.modes) else { return false }
        let week = 7 * 1440
        return days.contains { day in
            other.days.contains { otherDay in
                let (start, end) = (day * 1440 + opens.minutes, day * 1440 + closes.minutes)
                let (otherStart, otherEnd) = (
                    otherDay * 1440 + other.opens.minutes, otherDay * 1440 + other.closes.minutes
                )
                return [-week, 0, week].contains { start < otherEnd + $0 && otherStart + $0 < end }
            }
        }
    }
}

extension ServiceSpan {
    /// Whether two times of a form are a stretch. One of more than a day would be read back as one that is shorter by a day.
    static func isWritten(_ opens: WallTime, _ closes: WallTime) -> Bool {
        ServiceSpan(opens, closes) != nil && closes.minutes - opens.minutes <= 1440
    }

    /// Whoever writes that a shop opens at 18:00 and closes at 01:30 means the night: 25:30.
    static func intoTheNight(_ opens: WallTime, _ closes: inout WallTime) {
        if closes <= opens, let night = WallTime(minutes: closes.minutes + 1440) { closes = night }
    }
}

extension [OpeningStretch] {
    /// The stretches that a week of each mode is written as: days and modes that share one are put together.
    init(_ weekly: [ServiceMode: WeeklyHours]) {
        var days: [ServiceSpan: [ServiceMode: Set<Int>]] = [:]
        for (mode, week) in weekly {
            for day in 1...7 {
                for span in week[day] { days[span, default: [:]][mode, default: []].insert(day) }
            }
        }
        self = days.sorted { ($0.key.opens, $0.key.closes) < ($1.key.opens, $1.key.closes) }.flatMap { span, byMode in
            Dictionary(grouping: byMode) { $0.value }.map { days, modes in
                OpeningStretch(
                    modes: Set(modes.map(\.key)), days: days, opens: span.opens, closes: span.closes)
            }.sorted { $0.days.sorted().lexicographicallyPrecedes($1.days.sorted()) }
        }
    }

    /// The week of each mode.
    var weekly: [ServiceMode: WeeklyHours] {
        var spans: [ServiceMode: [Int: [ServiceSpan]]] = [:]
        for stretch in self {
            guard let span = ServiceSpan(stretch.opens, stretch.closes) else { continue }
            for mode in stretch.modes {
                for day in stretch.days { spans[mode, default: [:]][day, default: []].append(span) }
            }
        }
        return spans.mapValues(WeeklyHours.init)
    }
}
