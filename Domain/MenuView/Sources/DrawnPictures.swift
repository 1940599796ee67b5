import HTML
import Synchronization

/// Drawings that were made before. The same pizza looks the same wherever it appears, and many people order the same pizzas;
/// drawing is pure, so a drawing may be kept for as long as there is room.
final class DrawnPictures: Sendable {
    struct Key: Hashable {
        let picture: Picture
        let title: String
        let isSmall: Bool
        let seed: UInt64
    }

    static let shared = DrawnPictures()

    /// At most so many, some ten megabytes; a full shelf is cleared, which costs less than remembering what is old.
    private static let most = 1000
    private let drawn = Mutex<[Key: HTML]>([:])

    func drawing(_ key: Key, _ draw: () -> HTML) -> HTML {
        if let known = drawn.withLock({ $0[key] }) { return known }
        let html = draw()
        drawn.withLock { drawn in
            if drawn.count >= Self.most { drawn.removeAll(keepingCapacity: true) }
            drawn[key] = html
        }
        return html
    }
}
