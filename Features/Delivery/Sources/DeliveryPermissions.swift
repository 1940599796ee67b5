import Shop
import Web

extension Permission {
    /// Draw zones, set their terms, and change the table of streets.
    static let manageDelivery = Permission("delivery.manage", for: [.manager])
}
