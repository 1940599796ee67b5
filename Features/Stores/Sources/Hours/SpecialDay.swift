import Kernel
import Resources
import Shop

/// A date on which the week does not hold: a holiday, or other hours. Without hours the shop is closed on that day.
struct SpecialDay: ResourceRow {
    var id = Identifier<SpecialDay>.none
    var version: Int64 = 0
    var day = CivilDate(daysSinceEpoch: 0)
    var label = LocalizedText(it: "")
    var hours: [Hours] = []

    /// A stretch of opening on that day.
    struct Hours: Blank {
        var modes = Set(ServiceMode.allCases)
        var opens = WallTime.midnight
        var closes = WallTime.midnight

        var span: ServiceSpan? { ServiceSpan(opens, closes) }

        /// Whether both are open at once for some way of ordering.
        func overlaps(_ other: Hours) -> Bool {
            !modes.isDisjoint(with: other.modes) && opens < other.closes && other.opens < closes
        }
    }

    static let resource = Resource<SpecialDay>(
        "special_days", of: "stores", path: "/special-days", table: "store_special_days",
        scope: .shop(column: "store_id"), permission: .manageStores, order: .byLast("day"),
        columns: [
            Column("day", \.day, .date).sorted.filtered(from: "since", to: "until").unique("store_id, day").narrow,
            Column("label", \.label, .texts(limit: 80)).listed.searched,
        ],
        parts: [
            Part(
                "hours", \.hours, table: "store_special_hours", parent: "special_day_id", most: 8,
                columns: [
                    Column("opens", \.opens, .time), Column("closes", \.closes, .closingTime),
                    Column("modes", \.modes, .choices(), check: { $0.isEmpty ? "missing" : nil }),
                ]
            ).listed
        ],
        tidy: { day in
            for index in day.hours.indices {
                ServiceSpan.intoTheNight(day.hours[index].opens, &day.hours[index].closes)
            }
        },
        check: { day in
            let wrong = day.hours.indices.filter { !ServiceSpan.isWritten(day.hours[$0].opens, day.hours[$0].closes) }
            if !wrong.isEmpty { return wrong.map { .init("hours.\($0).closes", "not-a-stretch") } }
            return day.hours.indices.filter { index in
                day.hours[..<index].contains { $0.overlaps(day.hours[index]) }
            }.map { .init("hours.\($0).opens", "overlaps") }
        },
        didChange: { try StoreRows.touch($0, $1) })
}

extension SpecialDay {
    /// What a date that differs is written as.
    init(_ exception: HoursException) {
        day = exception.date
        label = exception.label
        var modes: [ServiceSpan: Set<ServiceMode>] = [:]
        for (mode, spans) in exception.hours {
            for span in spans { modes[span, default: []].insert(mode) }
        }
        hours = modes.sorted { ($0.key.opens, $0.key.closes) < ($1.key.opens, $1.key.closes) }.map {
            Hours(modes: $0.value, opens: $0.key.opens, closes: $0.key.closes)
        }
    }

    /// The date as the hours of the shop know it.
    var exception: HoursException {
        var spans: [ServiceMode: [ServiceSpan]] = [:]
        for stretch in hours {
            guard let span = stretch.span else { continue }
            for mode in stretch.modes { spans[mode, default: []].append(span) }
        }
        return HoursException(day, label: label, hours: spans)
    }
}
