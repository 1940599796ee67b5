import Kernel
import Menu
import Testing

/// What must hold of every line on every menu.
@Suite struct LinePropertyTests {
    private static let perMenu = 25

    /// Calls `check` with lines of random menus; each seed is another menu.
    private func forEachLine(
        seeds: Range<UInt64>, wild: Bool = false,
        _ check: (MenuSnapshot, MenuSnapshot.Parts, LineConfiguration, [LineConfiguration.Section], RandomMenu) throws
            -> Void
    ) throws {
        for seed in seeds {
            var random = RandomMenu(seed: seed)
            let parts = random.parts()
            let menu = try MenuSnapshot(parts, version: 1, currency: .eur, priceRule: random.rule())
            for _ in 0..<Self.perMenu {
                let sections = random.sections(parts, wild: wild)
                let line = LineConfiguration(
                    size: random.one(of: parts.sizes).id, dough: random.one(of: parts.doughs).id, sections: sections)
                try check(menu, parts, line, sections, random)
            }
        }
    }

    private func result(_ menu: MenuSnapshot, _ line: LineConfiguration, _ quantity: Int = 1) -> Result<
        ConfiguredLine, LineProblem
    > {
        do { return .success(try menu.line(for: line, quantity: quantity)) } catch { return .failure(error) }
    }

    @Test func theOrderOfSectionsMeansNothingAndTheTextReadsBack() throws {
        var (good, bad) = (0, 0)
        try forEachLine(seeds: 0..<400) { menu, _, line, sections, random in
            guard let size = line.size, let dough = line.dough else { return }
            let other = LineConfiguration(size: size, dough: dough, sections: random.shuffled(sections))
            guard other == line, other.text == line.text, LineConfiguration(text: line.text) == line else {
                Issue.record("\(line.text)")
                return
            }
            switch (result(menu, line, 3), result(menu, other, 3)) {
            case (.success(let left), .success(let right)):
                good += 1
                #expect(left.unitPrice == right.unitPrice && left.total == right.total)
                #expect(left.contains == right.contains && left.mayContain == right.mayContain)
                #expect(left.kcal == right.kcal && left.stock == right.stock && left.work == right.work)
                #expect(left.kitchen == right.kitchen && left.diet == right.diet && left.vatClass == right.vatClass)
            case (.failure(let left), .failure(let right)):
                bad += 1
                #expect(left == right)
            default: Issue.record("\(line.text)")
            }
        }
        // Neither half of the cases may fade away unnoticed.
        #expect(good > 3000 && bad > 500 && good + bad == 400 * Self.perMenu)
    }

    @Test func rulesStandInTheirOrderAndNoPriceIsNegative() throws {
        var priced = 0
        try forEachLine(seeds: 1000..<1240) { _, parts, line, _, _ in
            func cents(_ rule: SectionPriceRule) throws -> Int64? {
                let menu = try MenuSnapshot(parts, version: 1, currency: .eur, priceRule: rule)
                return (try? result(menu, line).get())?.unitPrice.cents
            }
            guard let dearest = try cents(.dearest), let average = try cents(.average),
                let proportional = try cents(.proportional), let surcharge = try cents(.surcharge(Money(cents: 70)))
            else { return }
            priced += 1
            let differ = Set(line.sections.map(\.recipe)).count > 1
            #expect(surcharge == dearest + (differ ? 70 : 0))
            #expect(dearest >= average && average >= proportional && proportional >= 0)
            if line.sections.count == 1 { #expect(dearest == proportional) }
        }
        #expect(priced > 1500)
    }

    @Test func factsFollowFromWhatRemains() throws {
        var checked = 0
        try forEachLine(seeds: 2000..<2400) { menu, parts, line, _, _ in
            guard let got = try? result(menu, line).get(),
                let dough = parts.doughs.first(where: { $0.id == line.dough })
            else {
                return
            }
            checked += 1
            var (contains, mayContain) = (dough.contains, dough.mayContain)
            var stock: [Identifier<Ingredient>: Int] = [:]
            var diets: Set<Ingredient.Diet> = [.vegan]
            for section in line.sections {
                for (id, portions) in Self.remaining(section, parts) {
                    guard let ingredient = parts.ingredients.first(where: { $0.id == id }) else { continue }
                    contains.formUnion(ingredient.contains)
                    mayContain.formUnion(ingredient.mayContain)
                    diets.insert(ingredient.diet)
                    stock[id, default: 0] += portions * 12 / line.sections.count
                }
            }
            #expect(got.contains == contains)
            #expect(got.mayContain == mayContain.subtracting(contains))
            #expect(got.stock == stock)
            #expect(got.diet == [.meat, .fish, .vegetarian, .vegan].first { diets.contains($0) })
            #expect(got.kcal >= dough.kcal[line.size ?? SmallMenu.id(0)] ?? 0)
        }
        #expect(checked > 3000)
    }

    /// What is on a section after its changes, told another way than the code under test tells it.
    private static func remaining(
        _ section: LineConfiguration.Section, _ parts: MenuSnapshot.Parts
    ) -> [Identifier<Ingredient>: Int] {
        let recipe = parts.products.first { $0.id == section.recipe }?.pizza?.recipe ?? []
        var portions: [Identifier<Ingredient>: Int] = [:]
        for portion in recipe { portions[portion.ingredient] = portion.portions }
        for swap in section.swaps { portions[swap.to] = portions.removeValue(forKey: swap.from) }
        for id in section.removed { portions[id] = nil }
        for id in section.added { portions[id] = 1 }
        for id in section.doubled { portions[id]? += 1 }
        return portions
    }

    @Test func nonsenseIsRefusedAndHarmsNothing() throws {
        var refused = 0
        try forEachLine(seeds: 3000..<3200, wild: true) { menu, _, line, _, random in
            if case .failure = result(menu, line, random.number(-3...60)) { refused += 1 }
            if line.sections.count <= 4 { #expect(LineConfiguration(text: line.text) == line) }
        }
        #expect(refused > 4000)
    }

    @Test func mangledTextIsNoTrapAndWhatItReadsReadsBack() throws {
        let random = RandomMenu(seed: 5)
        let letters = Array("0123456789abcdefABCDEF-,;+*> é\0")
        let text = SmallMenu.pizza(
            .of(
                SmallMenu.cotto, without: [SmallMenu.onion], double: [SmallMenu.ham],
                swap: [SmallMenu.mozzarella: SmallMenu.vegan]),
            .of(SmallMenu.tonno)
        ).text
        var readable = 0
        for _ in 0..<3000 {
            var mangled = Array(text)
            for _ in 0..<random.number(1...3) {
                let place = random.number(0...mangled.count - 1)
                switch random.number(1...4) {
                case 1 where mangled.count > 1: mangled.remove(at: place)
                case 2: mangled.insert(random.one(of: letters), at: place)
                case 3: mangled[place] = random.one(of: letters)
                default: mangled = Array(mangled.prefix(max(1, place)))
                }
            }
            guard let line = LineConfiguration(text: String(mangled)) else { continue }
            readable += 1
            #expect(LineConfiguration(text: line.text) == line)
        }
        #expect(readable > 100 && readable < 2900)
    }
}
