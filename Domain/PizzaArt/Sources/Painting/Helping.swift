/// So many pieces of one topping on one section.
struct Helping {
    var section: Int
    var layer: Int
    var look: String
    var topping: Topping
    var count: Int

    /// How many layers of a section are looked at.
    static let layersRead = 24

    /// How many layers of each section are drawn beside its sauce.
    private static func layersDrawn(_ detail: PizzaDrawing.Detail, sections: Int) -> Int {
        detail == .full ? 14 : [8, 6, 5, 4][min(sections, 4) - 1]
    }

    /// What is strewn, and how much of each so that the pizza does not overflow.
    static func all(of sections: [PizzaDrawing.Section], detail: PizzaDrawing.Detail) -> [Helping] {
        var helpings: [Helping] = []
        for (index, section) in sections.enumerated() {
            let drawn = section.layers.prefix(layersRead)
                .filter { $0.portions > 0 && Sauce.of($0.look) == nil }
                .prefix(layersDrawn(detail, sections: sections.count))
            helpings += crowded(
                drawn.enumerated().map { layer, item in
                    let topping = Topping.of(item.look)
                    let count = pieces(of: topping, portions: item.portions, parts: sections.count, detail: detail)
                    return Helping(section: index, layer: layer, look: item.look, topping: topping, count: count)
                }, parts: sections.count)
        }
        return helpings
    }

    /// The share of a section, and two thirds more for each further portion.
    private static func pieces(
        of topping: Topping, portions: Int, parts: Int, detail: PizzaDrawing.Detail
    ) -> Int {
        let portions = min(portions, 3)
        if topping.placement == .heart { return portions }
        let whole = detail == .full ? topping.count : max(3, min(topping.level == .melt ? 8 : 6, topping.count / 2))
        let share = Double(whole) / Double(parts) * (parts > 2 ? 1.3 : 1) * (1 + 0.67 * Double(portions - 1))
        let least = detail == .full || parts > 2 ? portions + 1 : portions
        let fewer = detail == .small && topping.level == .melt
        return max(least, Int(share.rounded(fewer ? .down : .toNearestOrAwayFromZero)))
    }

    /// Fewer of each when they would not fit side by side.
    private static func crowded(_ helpings: [Helping], parts: Int) -> [Helping] {
        let area = helpings.filter { $0.topping.level != .melt }
            .reduce(0) { $0 + Double($1.count) * $1.topping.radius * $1.topping.radius }
        let room = 9_800 / Double(parts)
        guard area > room else { return helpings }
        return helpings.map { helping in
            var fewer = helping
            if helping.topping.level != .melt {
                fewer.count = max(min(2, helping.count), Int(Double(helping.count) * room / area))
            }
            return fewer
        }
    }

    /// No more pieces than `most` in all: one of each as far as they go, the rest in proportion.
    static func limited(_ helpings: [Helping], to most: Int) -> [Helping] {
        let total = helpings.reduce(0) { $0 + $1.count }
        guard total > most else { return helpings }
        let extra = max(0, most - helpings.count)
        return helpings.prefix(most).map { helping in
            var fewer = helping
            fewer.count = 1 + (helping.count - 1) * extra / max(1, total - helpings.count)
            return fewer
        }
    }
}
