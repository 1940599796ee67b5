import Kernel
import Menu
import Testing

@Suite struct LineConfigurationTests {
    @Test func theTextReadsBack() throws {
        let entropy = Entropy.seeded(3)
        func id<T>(_: T.Type = T.self) -> Identifier<T> { entropy.identifier(at: Instant(seconds: 1)) }
        let section = LineConfiguration.Section(
            recipe: id(), removed: [id(), id()], added: [id()], doubled: [id()], swaps: [.init(id(), for: id())])
        let pizza = LineConfiguration(size: id(), dough: id(), sections: [section, .init(recipe: id())])
        #expect(LineConfiguration(text: pizza.text) == pizza)
        let drink = LineConfiguration(product: id())
        #expect(LineConfiguration(text: drink.text) == drink)
        #expect(LineConfiguration(text: pizza.text + ";") == nil)
        #expect(LineConfiguration(text: "") == nil)
    }
}
