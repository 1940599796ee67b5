import Testing

@testable import Accounts

@Suite("Where a session was begun")
struct OriginTests {
    @Test(
        "A browser comes down to two words",
        arguments: [
            (
                "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36",
                "Chrome · Android"
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1",
                "Safari · iPad"
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0",
                "Edge · Windows"
            ),
            ("curl/8.9.1", "curl"), ("", ""), ("<script>alert(1)</script>", ""), ("Till-2.1/x y z", "Till-2.1"),
            (String(repeating: "a", count: 5000), String(repeating: "a", count: 32)),
        ])
    func browsers(_ sent: String, _ shown: String) { #expect(SessionOrigin.browser(sent) == shown) }

    @Test(
        "An address is cut to its network",
        arguments: [
            ("93.45.12.7", "93.45.12.0/24"), ("93.45.12", ""), ("300.1.1.1", ""), ("local", ""), ("", ""),
            ("2001:db8:12:34::/64", "2001:db8:12::/48"), ("0:0:0:0::/64", "0:0:0::/48"),
        ])
    func networks(_ address: String, _ shown: String) { #expect(SessionOrigin.network(address) == shown) }
}
