import Kernel
import Shop
import Web

extension Permission {
    /// Say what has run out, and that there is some again.
    static let setAvailability = Permission("products.availability", for: [.manager, .kitchen, .counter, .board])
}
