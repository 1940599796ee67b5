import HTML
import PizzaArt
import Testing

@Suite struct TitleTests {
    @Test func aTitleIsTextAndNeverMarkup() throws {
        let hostile = "<script>alert('1')</script> \"½\" & \u{0}\u{1B}\u{FFFE}co"
        let picture = try Picture(Pizzas.margherita.svg(title: hostile))
        #expect(picture.title == "<script>alert('1')</script> \"½\" & co")
        #expect(picture.root["role"] == "img")
        #expect(picture.root["aria-hidden"] == nil)
        #expect(picture.root["viewBox"] == "0 0 320 320")
    }

    @Test func withoutTitleItIsDecoration() throws {
        let picture = try Picture(Pizzas.margherita.svg(title: "", detail: .small))
        #expect(picture.root["aria-hidden"] == "true")
        #expect(picture.root["role"] == nil)
    }
}
