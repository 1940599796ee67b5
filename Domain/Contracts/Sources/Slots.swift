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
    /// Above the form that orders, below what is promised: where something is entered that changes the price, in a form of its own. Whoever
    /// changes it leads back to the checkout, where there is a new offer.
    public static let aboveOrder = PageSlot("orders.above-order")
}

extension PageSlot where Context == Order {
    /// Below what was ordered, on the order's own page.
    public static let belowOrdered = PageSlot("orders.below-ordered")
}
