import Database
import Web

/// What somebody is in the shop, and so what they may do. This table, the routes' access and the state machine of orders
/// speak of the same permissions; a test walks them all.
enum Role: String, CaseIterable, Sendable, SQLConvertible {
    case owner, manager, kitchen, counter, driver

    /// What the role may do.
    var permissions: Set<Permission> {
        switch self {
        case .owner: Self.all
        case .manager: Self.all.subtracting(["staff.manage"])
        case .kitchen: ["board.see", "orders.accept", "orders.prepare", "menu.availability"]
        case .counter:
            ["board.see", "orders.accept", "orders.prepare", "orders.deliver", "orders.cancel", "menu.availability"]
        case .driver: ["board.see", "orders.deliver"]
        }
    }

    private static let all: Set<Permission> = [
        "board.see", "orders.accept", "orders.prepare", "orders.deliver", "orders.cancel", "menu.availability",
        "shop.manage", "staff.manage",
    ]
}
