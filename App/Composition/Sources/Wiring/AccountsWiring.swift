import Accounts
import Contracts
import Kernel
import Shop
import Stores
import Web

/// What accounts need, filled from the other features.
enum AccountsWiring {
    static func ports(_ stores: Stores, _ live: any LiveChannel) -> Accounts.Ports {
        Accounts.Ports(
            shops: { stores.shops.value.all.map { Accounts.Shop(id: $0.scope, name: $0.name, zone: $0.zone) } },
            home: Landmark.office.path, board: Landmark.board.path,
            endStreams: { live.end(of: $0.principal, sessions: $0.sessions) })
    }
}
