import Kernel
import Shop
public import Web

extension Permission {
    /// Change who the shop is, when it is open and what its kitchen can do.
    static let manageStores = Permission("stores.manage", for: [.manager])
    /// Open shops beside those that are there.
    static let openStores = Permission("stores.open", for: [], ofAllShops: true)
    /// Stop taking orders for a while, and take them again.
    public static let pauseStore = Permission("stores.pause", for: [.manager, .kitchen, .counter, .board])
}
