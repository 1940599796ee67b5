import Foundation
import Kernel
import Menu
import Testing

private typealias M = SmallMenu

/// What a line is made of: allergens, diet, energy, stock and work.
@Suite struct FactsTests {
    private func line(
        _ sections: LineConfiguration.Section..., dough: Identifier<Dough> = M.plain, quantity: Int = 1
    ) throws -> ConfiguredLine {
        try M.menu().line(for: LineConfiguration(size: M.medium, dough: dough, sections: sections), quantity: quantity)
    }

    @Test func allergensFollowTheChanges() throws {
        #expect(try line(.of(M.margherita)).contains == [.gluten, .milk])
        #expect(try line(.of(M.margherita)).mayContain == [.soybeans])
        let without = try line(.of(M.margherita, without: [M.mozzarella]))
        #expect(without.contains == [.gluten])
        #expect(without.mayContain == [.soybeans, .milk])
        let vegan = try line(.of(M.margherita, swap: [M.mozzarella: M.vegan]))
        #expect(vegan.contains == [.gluten, .soybeans])
        #expect(vegan.mayContain == [.milk, .nuts])
        #expect(try line(.of(M.margherita, with: [M.tuna])).contains == [.gluten, .milk, .fish])
        #expect(try line(.of(M.margherita, double: [M.mozzarella])).contains == [.gluten, .milk])
        let wholemeal = try line(.of(M.margherita), dough: M.wholemeal)
        #expect(wholemeal.contains == [.gluten, .milk, .sesame])
        #expect(wholemeal.mayContain == [])
    }

    @Test func oneHalfIsEnoughForAnAllergen() throws {
        let halves = try line(.of(M.margherita, without: [M.mozzarella]), .of(M.tonno))
        #expect(halves.contains == [.gluten, .milk, .fish])
        #expect(halves.mayContain == [.soybeans, .molluscs])
        let both = try line(
            .of(M.margherita, swap: [M.mozzarella: M.vegan]), .of(M.tonno, swap: [M.mozzarella: M.vegan]))
        #expect(both.contains == [.gluten, .soybeans, .fish])
    }

    @Test func whatIsInsideIsNoTrace() throws {
        let fries = try M.menu().line(for: LineConfiguration(product: M.fries), quantity: 1)
        #expect(fries.contains == [.peanuts])
        #expect(fries.mayContain == [.gluten])
    }

    @Test func theStrictestPartDecidesTheDiet() throws {
        #expect(try line(.of(M.marinara)).diet == .vegan)
        #expect(try line(.of(M.margherita)).diet == .vegetarian)
        #expect(try line(.of(M.margherita, swap: [M.mozzarella: M.vegan])).diet == .vegan)
        #expect(try line(.of(M.marinara), .of(M.margherita)).diet == .vegetarian)
        #expect(try line(.of(M.margherita), .of(M.tonno)).diet == .fish)
        #expect(try line(.of(M.cotto), .of(M.tonno)).diet == .meat)
        #expect(try line(.of(M.cotto, without: [M.ham])).diet == .vegetarian)
        #expect(try M.menu().line(for: LineConfiguration(product: M.wine), quantity: 1).diet == .vegan)
    }

    @Test func energyCountsDoughAndShares() throws {
        #expect(try line(.of(M.margherita)).kcal == 700 + 24 + 250)
        #expect(try line(.of(M.margherita), dough: M.wholemeal).kcal == 650 + 24 + 250)
        #expect(try line(.of(M.margherita, without: [M.mozzarella])).kcal == 700 + 24)
        #expect(try line(.of(M.margherita, double: [M.mozzarella])).kcal == 700 + 24 + 500)
        #expect(try line(.of(M.tonno, swap: [M.mozzarella: M.vegan])).kcal == 700 + 24 + 2 * 200 + 133)
        #expect(try line(.of(M.margherita), .of(M.marinara)).kcal == 700 + 24 + 125)
        #expect(try line(.of(M.margherita), .of(M.marinara), .of(M.marinara)).kcal == 700 + 24 + 83)
        #expect(try line(.of(M.margherita), quantity: 9).kcal == 974)
        let large = try M.menu().line(for: M.pizza(.of(M.margherita), size: M.large), quantity: 1)
        #expect(large.kcal == 1400 + 48 + 500)
        #expect(try M.menu().line(for: LineConfiguration(product: M.fries), quantity: 2).kcal == 420)
    }

    @Test func stockIsExactInTwelfths() throws {
        #expect(try line(.of(M.margherita)).stock == [M.tomato: 12, M.mozzarella: 12])
        #expect(
            try line(.of(M.cotto, without: [M.onion], with: [M.honey], double: [M.ham], swap: [M.mozzarella: M.vegan]))
                .stock
                == [M.tomato: 12, M.honey: 12, M.ham: 24, M.vegan: 12])
        #expect(
            try line(.of(M.tonno, swap: [M.mozzarella: M.bufala])).stock == [M.tomato: 12, M.bufala: 24, M.tuna: 12])
        #expect(
            try line(.of(M.margherita), .of(M.tonno, double: [M.mozzarella])).stock
                == [M.tomato: 12, M.mozzarella: 6 + 18, M.tuna: 6])
        #expect(
            try line(.of(M.margherita), .of(M.marinara), .of(M.tonno)).stock
                == [M.tomato: 12, M.mozzarella: 4 + 8, M.tuna: 4])
        #expect(
            try line(.of(M.margherita), .of(M.marinara), .of(M.tonno), .of(M.cotto), quantity: 5).stock
                == [M.tomato: 60, M.mozzarella: 60, M.tuna: 15, M.ham: 15, M.onion: 15])
        #expect(try M.menu().line(for: LineConfiguration(product: M.wine), quantity: 5).stock == [:])
    }

    @Test func workIsThatOfSizeAndDoughForAllOfThem() throws {
        #expect(try line(.of(M.margherita)).work == ["oven": 2])
        #expect(try line(.of(M.margherita), .of(M.tonno), quantity: 3).work == ["oven": 6])
        #expect(try line(.of(M.margherita), dough: M.wholemeal, quantity: 2).work == ["oven": 10])
        let large = try M.menu().line(for: M.pizza(.of(M.margherita), size: M.large), quantity: 1)
        #expect(large.work == ["oven": 4])
        #expect(try M.menu().line(for: LineConfiguration(product: M.fries), quantity: 4).work == ["fryer": 8])
        #expect(try M.menu().line(for: LineConfiguration(product: M.wine), quantity: 4).work == [:])
    }

    @Test func theTaxClassIsThatOfTheProduct() throws {
        #expect(try line(.of(M.margherita)).vatClass == "food")
        #expect(try M.menu().line(for: LineConfiguration(product: M.wine), quantity: 1).vatClass == "alcohol")
    }
}

@Suite struct AllergenTests {
    @Test func theyAreNumberedAsInAnnexII() {
        #expect(Allergen.allCases.map(\.number) == Array(1...14))
        #expect(Allergen.gluten.number == 1)
        #expect(Allergen.milk.number == 7)
        #expect(Allergen.molluscs.number == 14)
        #expect(Allergen.sulphites.key == "menu.allergen.sulphites")
        #expect(Set(Allergen.allCases.map(\.key)).count == 14)
    }

    @Test func aSetIsAListOfNamesInOrder() throws {
        let set: AllergenSet = [.molluscs, .milk, .gluten, .milk]
        let json = try JSONEncoder().encode(set)
        #expect(String(decoding: json, as: UTF8.self) == #"["gluten","milk","molluscs"]"#)
        #expect(try JSONDecoder().decode(AllergenSet.self, from: json) == set)
        #expect(try JSONDecoder().decode(AllergenSet.self, from: Data("[]".utf8)) == [])
        #expect(try JSONDecoder().decode(AllergenSet.self, from: Data(#"["milk","milk"]"#.utf8)) == [.milk])
        for wrong in [#"["Milk"]"#, #""milk""#, "[7]", "{}", "64", "null", #"["milk",null]"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(AllergenSet.self, from: Data(wrong.utf8)) }
        }
    }

    @Test func itIsASet() {
        let every = AllergenSet(Allergen.allCases)
        for bits in 0..<(1 << 14) {
            let members = Allergen.allCases.filter { bits & (1 << ($0.number - 1)) != 0 }
            let set = AllergenSet(members)
            guard Array(set) == members, set.union(every) == every, set.intersection(every) == set,
                Array(every.subtracting(set)) == Allergen.allCases.filter({ !members.contains($0) }),
                set.symmetricDifference(every) == every.subtracting(set), set.isEmpty == members.isEmpty
            else {
                Issue.record("\(members)")
                return
            }
        }
    }

    @Test func membersComeAndGo() {
        var set: AllergenSet = []
        #expect(set.insert(.milk).inserted)
        #expect(!set.insert(.milk).inserted)
        #expect(set.update(with: .milk) == .milk)
        #expect(set.update(with: .fish) == nil)
        #expect(set.remove(.milk) == .milk)
        #expect(set.remove(.milk) == nil)
        #expect(set == [.fish])
    }
}
