/// A value that can be made with nothing known of it yet: what a new form begins with, and what a row is read into.
public protocol Blank: Sendable, Equatable {
    /// The value with its defaults.
    init()
}
