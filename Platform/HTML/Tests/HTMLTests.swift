import HTML
import Testing

@Suite struct HTMLTests {
    @Test func whatIsInterpolatedIsEscaped() {
        let name = #"<img src=x onerror="alert('1')">&"#
        let html: HTML = "<p title=\"\(name)\">\(name)</p>"
        #expect(
            html.text
                == "<p title=\"&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;\">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>"
        )
    }

    @Test func markupNestsAsItIs() {
        let rows: [HTML] = ["<li>\("a&b")</li>", "<li>\(2)</li>"]
        let html: HTML = "<ul>\(rows)</ul>\(when: false, "x")<input\("checked", if: true)>"
        #expect(html.text == "<ul><li>a&amp;b</li><li>2</li></ul><input checked>")
    }

    @Test func onlyHarmlessAddressesPass() {
        for (address, expected) in [
            ("/menu?a=1&b=2", "/menu?a=1&amp;b=2"), ("javascript:alert(1)", "#"), ("//evil.example", "#"),
            ("https://a.example/", "https://a.example/"), ("data:text/html,x", "#"), ("tel:+39", "tel:+39"),
        ] {
            let html: HTML = "<a href=\"\(url: address)\">"
            #expect(html.text == "<a href=\"\(expected)\">")
        }
    }
}
