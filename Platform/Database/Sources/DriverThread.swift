import Foundation

/// A thread of a driver. Blocking calls of C libraries have no place on the cooperative pool.
enum DriverThread {
    /// Starts a thread that ends with `body`.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        thread.start()
    }
}
