import Kernel
import Menu
import MenuView

/// What is kept of a line when the order is placed, so that the ticket and the receipt read the same in a year,
/// whatever has become of the menu.
struct FrozenLine: Sendable, Codable, Hashable {
    /// The texts of lines that were frozen before.
    typealias Texts = Memo<Asked, Result<String, any Error>>

    /// What makes two lines freeze the same: the version of the menu to which the product belongs, the configuration, and how many.
    struct Asked: Hashable, Sendable {
        let menuVersion: Int64
        let configuration: LineConfiguration
        let quantity: Int

        init(_ line: CartLine, _ menu: MenuSnapshot) {
            (menuVersion, configuration, quantity) = (menu.version, line.configuration, line.quantity)
        }
    }

    /// What it is called and what is on it, section by section.
    let kitchen: KitchenText
    /// The allergens that it contains.
    let contains: AllergenSet
    /// The allergens that it may contain.
    let mayContain: AllergenSet
    /// Kilocalories of one.
    let kcal: Int
    /// Units of work of all of them, by station.
    let work: [String: Int]
    /// What the picture is drawn from.
    let picture: Picture

    /// Takes it from the menu at the moment of the order.
    init(_ line: ConfiguredLine, picture: Picture) {
        kitchen = line.kitchen
        contains = line.contains
        mayContain = line.mayContain
        kcal = line.kcal
        work = line.work
        self.picture = picture
    }
}
