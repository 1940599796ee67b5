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
            // A slash with a combining mark is one character and another one than `/`; a browser sees two slashes all the same.
            ("//\u{338}evil.example", "#"), ("/\u{338}menu", "/\u{338}menu"), ("/\\evil.example", "#"),
        ] {
            let html: HTML = "<a href=\"\(url: address)\">"
            #expect(html.text == "<a href=\"\(expected)\">")
        }
    }

    @Test func addressesAreRebasedAndNothingThatIsTyped() {
        let typed = "/B \" href=\"/x"
        for (markup, expected) in [
            ("<a href=\"/menu\">", "<a href=\"/s/x/menu\">"), ("<a href=\"/\">", "<a href=\"/s/x/\">"),
            ("<a href=\"//a.example\">", "<a href=\"//a.example\">"),
            ("<a href=\"/assets/a.css\">", "<a href=\"/assets/a.css\">"),
            ("<a href=\"/s/y/menu\">", "<a href=\"/s/y/menu\">"),
            (
                "<form action=\"/a\"><button formaction=\"/b\" hx-put=\"/c\">",
                "<form action=\"/s/x/a\"><button formaction=\"/s/x/b\" hx-put=\"/s/x/c\">"
            ),
            ("<div sse-connect=\"/e\"><img src=\"/i\">", "<div sse-connect=\"/s/x/e\"><img src=\"/s/x/i\">"),
            (
                "<input value=\"\(typed)\" placeholder=\"\("/1")\">",
                "<input value=\"/B &quot; href=&quot;/x\" placeholder=\"/1\">"
            ),
            ("<p data-href=\"/1\" title=\"\("a href=")\"/>/ text=/", "<p data-href=\"/1\" title=\"a href=\"/>/ text=/"),
            ("<b a=\"\" href=\"/c\">=\"/", "<b a=\"\" href=\"/s/x/c\">=\"/"),
        ] as [(HTML, String)] { #expect(markup.rebased(onto: "/s/x").text == expected) }
        #expect(("<a href=\"/menu\">" as HTML).rebased(onto: "").text == "<a href=\"/menu\">")
    }
}
