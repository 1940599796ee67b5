import Kernel
import Web

extension Words {
    /// When something was, on the wall of a shop: `oggi alle 19:45`, `venerdì 27 novembre alle 19:45`.
    func moment(_ instant: Instant, in zone: ShopZone, now: Instant) -> String {
        let (date, time) = zone.local(instant)
        let day = date == zone.local(now).date ? self("accounts.today") : day(date)
        return self("accounts.moment", ["day": day, "time": time.description])
    }
}

extension Accounts.Ports {
    /// The clock of the shop that a call is about, else of the first.
    func zone(of call: Call) -> ShopZone {
        let shops = shops()
        return (shops.first { $0.id == call.scope } ?? shops.first)?.zone ?? .utc
    }
}
