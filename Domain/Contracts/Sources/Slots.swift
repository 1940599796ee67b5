public import Kernel
public import Menu
public import Web

extension PageSlot where Context == Void {
    /// Above the dishes of the menu: what is to be noticed today.
    public static let aboveMenu = PageSlot("products.above-menu", isShared: true)
}

extension PageSlot where Context == Identifier<Product> {
    /// Below a product and its builder: what others say of it, what goes with it.
    public static let belowProduct = PageSlot("products.below-product", isShared: true)
}

extension PageSlot where Context == Identifier<Cart> {
    /// Below the lines of a cart.
    public static let belowCart = PageSlot("orders.below-cart")
}

/// Where somebody is on their way to order.
public struct CheckoutPlace: Sendable {
    /// What is about to be ordered.
    public let cart: Identifier<Cart>
    /// What was offered for it; nil while that cannot be, such as when more is taken off than there is.
    public let offer: Identifier<Offer>?

    /// A cart, and what was offered for it.
    public init(cart: Identifier<Cart>, offer: Identifier<Offer>?) {
        self.cart = cart
        self.offer = offer
    }
}

extension PageSlot where Context == CheckoutPlace {
    /// Above the form that orders, below what is promised: where something is entered that changes the price, in a form of its own; and above
    /// what says that there is no offer, so that it can be taken back. Whoever changes something asks `OfferRenewing` for the way on.
    public static let aboveOrder = PageSlot("orders.above-order")
}

extension PageSlot where Context == Order {
    /// Below what was ordered, on the order's own page.
    public static let belowOrdered = PageSlot("orders.below-ordered")
    /// On the ticket of the kitchen's board, below the customer. Every board asks for each of its tickets at every change, so that
    /// what is shown is in memory, or read for all of them at once.
    public static let onTicket = PageSlot("orders.on-ticket")
}
