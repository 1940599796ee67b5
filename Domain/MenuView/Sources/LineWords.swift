public import Menu
public import Web

extension KitchenText {
    /// What the customer reads below the name: size, dough, and the changes of each section.
    public func details(_ words: Words) -> String {
        let head = [size, dough].compactMap { $0.map { words($0) } }
        let parts = sections.compactMap { section -> String? in
            let changes = section.changes(words)
            if changes.isEmpty { return nil }
            return sections.count > 1 ? "\(words(section.name)): \(changes)" : changes
        }
        return (head + parts).joined(separator: " · ")
    }
}

extension KitchenText.Section {
    /// What makes it differ from the recipe, on one line: `senza cipolla, con bufala, doppio prosciutto`.
    public func changes(_ words: Words) -> String {
        let without = removed.map { words("menu.change-without", ["name": words($0)]) }
        let with = added.map { words("menu.change-with", ["name": words($0)]) }
        let twice = doubled.map { words("menu.change-double", ["name": words($0)]) }
        let instead = swapped.map { words("menu.change-instead", ["to": words($0.to), "from": words($0.from)]) }
        return (without + with + twice + instead).joined(separator: ", ")
    }
}
