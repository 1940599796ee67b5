import Synchronization

/// How many connections each address holds.
final class Peers: Sendable {
    private let counts = Mutex<[String: Int]>([:])
    private let most: Int
    private let clients: ClientAddress

    /// At most `most` for each household, 0 for no limit; those of trusted proxies are everybody's and not counted.
    init(most: Int, trusted: [AddressRange] = []) {
        self.most = most
        clients = ClientAddress(trusted: trusted)
    }

    /// Counts a connection. nil when there are too many already, else what `leave` wants to hear.
    func enter(_ address: NetworkAddress) -> String? {
        if most == 0 || clients.isTrusted(address) { return "" }
        let household = clients.household(peer: address, forwarded: nil)
        return counts.withLock { counts in
            let count = counts[household, default: 0]
            guard count < most else { return nil }
            counts[household] = count + 1
            return household
        }
    }

    /// Forgets a connection that was counted.
    func leave(_ household: String) {
        if household.isEmpty { return }
        counts.withLock { counts in
            guard let count = counts[household] else { return }
            counts[household] = count > 1 ? count - 1 : nil
        }
    }

    /// How many connections a household holds.
    func count(_ household: String) -> Int { counts.withLock { $0[household] ?? 0 } }
}
