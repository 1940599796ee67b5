public import Kernel

extension Role {
    /// Whose shop it is: may do everything.
    public static let owner = Role(rawValue: "owner")
    /// Runs the shop from day to day.
    public static let manager = Role(rawValue: "manager")
    /// Makes what was ordered.
    public static let kitchen = Role(rawValue: "kitchen")
    /// Takes orders and hands them over.
    public static let counter = Role(rawValue: "counter")
    /// Brings orders to the door.
    public static let driver = Role(rawValue: "driver")

    /// What a tablet on the wall may do. No person has it: a permission that names it is one that whoever stands before the board may use.
    public static let board = Role(rawValue: "board")

    /// The roles that people have in a pizzeria, the one that may most first.
    public static let everyRole: [Role] = [.owner, .manager, .kitchen, .counter, .driver]
}
