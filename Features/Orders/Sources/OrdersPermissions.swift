import Kernel
import Shop
import Web

extension Permission {
    /// See the orders that are on their way.
    static let seeBoard = Permission("orders.see-board", for: [.manager, .kitchen, .counter, .driver, .board])
    /// Accept an order or refuse it.
    static let acceptOrders = Permission("orders.accept", for: [.manager, .kitchen, .counter, .board])
    /// Say that an order is being made, and that it is ready.
    static let prepareOrders = Permission("orders.prepare", for: [.manager, .kitchen, .counter, .board])
    /// Say that an order has left, and that it was handed over.
    static let deliverOrders = Permission("orders.deliver", for: [.manager, .counter, .driver])
    /// Give up an order that was accepted.
    static let cancelOrders = Permission("orders.cancel", for: [.manager, .counter])
}
