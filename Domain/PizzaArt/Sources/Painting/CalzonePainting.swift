extension PizzaPainter {
    /// A folded pizza.
    mutating func paintCalzone() {
        paintCrust()
    }
}
