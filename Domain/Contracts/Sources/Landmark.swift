/// The addresses to which pages of every feature lead, so that none of them is written twice.
public enum Landmark: String, CaseIterable, Sendable {
    /// The shop window.
    case menu = "/menu"
    /// What is about to be ordered.
    case cart = "/cart"
    /// The bar with the cart, which every page of the window fetches.
    case cartBar = "/cart/bar"
    /// The kitchen's board.
    case board = "/kitchen"
    /// The first page of the back office.
    case office = "/office"
    /// Where staff sign in.
    case signIn = "/session/new"

    /// The path.
    public var path: String { rawValue }
}
