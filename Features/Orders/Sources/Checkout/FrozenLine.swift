import Kernel
import Menu
import MenuView

/// What is kept of a line when the order is placed, so that the ticket and the receipt read the same in a year,
/// whatever has become of the menu.
struct FrozenLine: Sendable, Codable, Hashable {
    /// What the customer reads.
    let text: LocalizedText
    /// What the kitchen reads, section by section.
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
        text = line.customerText
        kitchen = line.kitchenText
        contains = line.allergens.contained
        mayContain = line.allergens.mayContain
        kcal = line.kcal
        work = line.work
        self.picture = picture
    }
}
