import Kernel
import Shop
import Web

extension Permission {
    /// Take staff on, suspend them, and say what they may do.
    static let manageStaff = Permission("accounts.manage-staff", for: [])
    /// Pair tablets with a shop, and end their access.
    static let manageDevices = Permission("accounts.manage-devices", for: [.manager])
    /// Give programs keys, and take them back.
    static let manageKeys = Permission("accounts.manage-keys", for: [])
}
