public import Kernel

extension Accounts {
    /// What accounts need of the rest of the program.
    public struct Ports: Sendable {
        /// The shops in which somebody may work, a device hang or a program act, in their order.
        public let shops: @Sendable () -> [Shop]
        /// Where somebody who has signed in begins: a path.
        public let home: String
        /// Where a paired device stays: a path.
        public let board: String
        /// Ends the open streams of a principal; called in each process once the sessions are gone.
        public let endStreams: @Sendable (SessionsEnded) async -> Void

        /// Fills the ports.
        public init(
            shops: @escaping @Sendable () -> [Shop], home: String, board: String,
            endStreams: @escaping @Sendable (SessionsEnded) async -> Void
        ) {
            self.shops = shops
            self.home = home
            self.board = board
            self.endStreams = endStreams
        }
    }

    /// A shop as accounts see it.
    public struct Shop: Sendable, Hashable {
        /// Which shop.
        public let id: Identifier<Scope>
        /// What it is called.
        public let name: String
        /// Its wall clock.
        public let zone: ShopZone

        /// A shop.
        public init(id: Identifier<Scope>, name: String, zone: ShopZone) {
            self.id = id
            self.name = name
            self.zone = zone
        }
    }
}
