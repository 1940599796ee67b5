import Kernel
import Resources
import Shop

/// A break that staff put in by hand: the oven is down, or the kitchen cannot follow.
struct Break: ResourceRow {
    var id = Identifier<Break>.none
    var version: Int64 = 0
    var since = Instant(seconds: 0)
    var until = Instant(seconds: 0)
    var modes = Set(ServiceMode.allCases)
    var reason = ""

    static let resource = Resource<Break>(
        "breaks", of: "stores", table: "store_pauses", scope: .shop(column: "store_id"), permission: .manageStores,
        order: .byLast("since"),
        columns: [
            Column("since", \.since, .moment).sorted.narrow, Column("until", \.until, .moment).listed.narrow,
            Column("modes", \.modes, .choices(), check: { $0.isEmpty ? "missing" : nil }).listed,
            Column("reason", \.reason, .optionalText(limit: 120)).listed.searched,
        ],
        check: { $0.until <= $0.since ? [.init("until", "not-a-stretch")] : [] },
        didChange: { try StoreRows.touch($0, $1) })

    /// Whether it stops everything, as the button of the kitchen does.
    var stopsEverything: Bool { modes == Set(ServiceMode.allCases) }

    /// The break as the hours of the shop know it.
    var pause: Pause { Pause(since: since, until: until, reason: reason, modes: modes) }
}
