import Database
import Kernel
import Web

@testable import Resources

/// A row that all shops share, with a name that may be long.
struct Label: ResourceRow {
    var id = Identifier<Label>.none
    var version: Int64 = 0
    var name = ""

    static let resource = Resource<Label>(
        "labels", of: "depot", table: "labels", scope: .tenant, permission: .fillShelves, reading: .seeShelves,
        order: .by("name"), columns: [Column("name", \.name, .text(limit: 120)).sorted.asked],
        actions: [ResourceAction("empty", permission: .emptyShelves) { label, _ in label.name = "-" }])
}
