import Database
public import Kernel
import Web

extension ColumnType where Value == CivilDate {
    /// A day.
    public static var date: ColumnType {
        ColumnType(
            .integer, .date,
            read: { fields, name, old in fields.date(name) ?? old },
            typed: { value, _ in .text(value.description) },
            shown: { value, context in "\(context.words.day(value)) \(value.year)" }
        ).with { $0.startsEmpty = true }
    }
}

extension ColumnType where Value == WallTime {
    /// A time of the day, `18:30`; after midnight of the same evening the hours go on, `25:30`.
    public static var time: ColumnType {
        ColumnType(
            sqlType: .integer, control: .time, schema: .string(pattern: clock), bind: { $0.sqlValue },
            load: { try WallTime(sqlValue: $0) },
            read: { fields, name, old in fields.time(name) ?? old },
            write: { $0.member($1, $2.going) }, typed: { value, _ in .text(value.going) },
            shown: { value, _ in value.going }
        ).with { $0.startsEmpty = true }
    }

    /// The end of something that begins on the same evening, shown as the clock on the wall shows it: `01:30`. Give the row a `tidy` that
    /// puts it after its beginning. Programs send and get hours that go on, `25:30`.
    public static var closingTime: ColumnType {
        time.with {
            $0.typed = { value, _ in .text(value.onTheWall) }
            $0.shown = { value, _ in value.onTheWall }
        }
    }

    private static var clock: String { "^([0-3][0-9]|4[0-7]):[0-5][0-9]$" }
}

extension WallTime {
    /// What a clock shows, past midnight from nought again: `01:30`.
    fileprivate var onTheWall: String { (WallTime(minutes: minutes % 1440) ?? self).going }

    /// `HH:MM` with hours that go on after midnight, `25:30`: what tells the end of an evening from its beginning.
    public var going: String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}

extension ColumnType where Value == Instant {
    /// A moment. People type what the shop's wall shows; programs send UTC.
    public static var moment: ColumnType {
        ColumnType(
            .integer, .moment,
            read: { fields, name, old in
                let moment = fields.instant(name)
                if moment == nil, !fields.isWrong(name) { fields.refuse(name, "missing") }
                return moment ?? old
            },
            typed: { value, context in .text(context.wall(value)) },
            shown: { value, context in
                let (date, time) = context.zone.local(value)
                return "\(context.words.day(date)) \(time)"
            }
        ).with {
            $0.startsEmpty = true
            $0.bounds = .min ... .max
        }
    }
}

extension FormContext {
    /// `2026-11-27T19:45` on the shop's wall, as a browser's control has it.
    func wall(_ moment: Instant) -> String {
        let (date, time) = zone.local(moment)
        return "\(date)T\(time)"
    }

    /// What a browser's control sends, as RFC 3339; anything else as it is.
    func moment(_ text: String) -> String {
        let parts = text.split(separator: "T")
        guard parts.count == 2, let date = CivilDate(parts[0]), let time = WallTime(parts[1].prefix(5)) else {
            return text
        }
        return zone.instantAfterGap(date, time).description
    }
}
