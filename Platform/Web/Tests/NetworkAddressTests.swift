import NIOCore
import Testing

@testable import Web

@Suite("Addresses in their bytes") struct NetworkAddressTests {
    @Test(
        "One address in every way it is written",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("192.0.2.7:4711", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
            ("[::ffff:c000:207]:80", "192.0.2.7"), ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"), ("[2001:DB8:1:2:3::]:443", "2001:db8:1:2::/64"),
            ("2001:db8::", "2001:db8:0:0::/64"), ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"),
            ("2001:db8:0:0:1::1", "2001:db8:0:0::/64"), ("2001:db8::2:0:0:0:1", "2001:db8:0:2::/64"),
            ("fe80::1%eth0", "fe80:0:0:0::/64"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4::/64"),
        ])
    func households(_ text: String, _ household: String) throws {
        #expect(try #require(NetworkAddress(text)).household == household)
    }

    @Test(
        "A socket's address is the one that it writes",
        arguments: ["192.0.2.7", "255.0.1.254", "2001:db8:1:2::9", "::1"])
    func sockets(_ text: String) throws {
        #expect(NetworkAddress(try SocketAddress(ipAddress: text, port: 4711)) == NetworkAddress(text))
        #expect(NetworkAddress(try SocketAddress(unixDomainSocketPath: "/tmp/x")) == nil)
        #expect(NetworkAddress(nil as SocketAddress?) == nil)
    }

    @Test(
        "What is none",
        arguments: [
            "", "unknown", "_hidden", "192.0.2", "192.0.2.256", "192.0.2.7:", "192.0.2.7:123456", "192.0.2.7:8a",
            "[::1",
            "[::1]x", "[::1]:", "1:2:3:4:5:6:7:8:9", "::1::2", "192.0.2.7, 10.0.0.1", " 192.0.2.7", "0x7f.1",
            String(repeating: "1", count: 300),
        ])
    func nonsense(_ text: String) { #expect(NetworkAddress(text) == nil) }

    @Test(
        "Blocks",
        arguments: [
            ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false),
            ("10.0.0.0/8", "::ffff:10.1.1.1", true),
            ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false), ("10.1.2.3/32", "10.1.2.3", true),
            ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
            ("2001:db8::/65", "2001:db8::7fff:0:0:0", true), ("2001:db8::/65", "2001:db8::8000:0:0:0", false),
            ("172.16.0.0/12", "172.31.255.255", true), ("172.16.0.0/12", "172.32.0.0", false),
            ("2001:db8::1/128", "2001:db8::1", true), ("2001:db8::/64", "2001:db8:0:0:9::", true),
        ])
    func blocks(_ block: String, _ address: String, _ isInside: Bool) throws {
        let range = try #require(AddressRange(block))
        #expect(range.contains(try #require(NetworkAddress(address))) == isInside)
    }

    @Test(
        "No blocks",
        arguments: [
            "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "2001:db8::/129",
            "x/8", "/8",
            "2001:db8::1/64", "",
        ])
    func noBlocks(_ text: String) { #expect(AddressRange(text) == nil) }

    @Test(
        "The client is the rightmost address that no trusted proxy has",
        arguments: [
            ("10.0.0.1", "203.0.113.9", "203.0.113.9"), ("10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "6.6.6.6,203.0.113.9:55, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "[2001:db8:a:b::1]:55", "2001:db8:a:b::/64"), ("10.0.0.1", "10.0.0.3,10.0.0.2", "10.0.0.3"),
            ("10.0.0.1", "unknown", "10.0.0.1"), ("10.0.0.1", "6.6.6.6, unknown, 10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("203.0.113.1", "6.6.6.6", "203.0.113.1"), ("::ffff:10.0.0.1", "6.6.6.6", "6.6.6.6"),
            ("local", "6.6.6.6", "local"),
        ])
    func clients(_ peer: String, _ forwarded: String, _ household: String) throws {
        let clients = ClientAddress(trusted: [try #require(AddressRange("10.0.0.0/8"))])
        let peer = NetworkAddress(peer)
        #expect(clients.household(peer: peer, forwarded: forwarded) == household)
        #expect(clients.isTrusted(peer) == (peer != nil && peer != NetworkAddress("203.0.113.1")))
        #expect(!ClientAddress(trusted: []).isTrusted(peer))
    }

    @Test("Connections are counted by household, those of trusted proxies not at all") func peers() throws {
        let peers = Peers(most: 2, trusted: [try #require(AddressRange("10.0.0.0/8"))])
        #expect(peers.enter(try #require(NetworkAddress("2001:db8::1"))) == "2001:db8:0:0::/64")
        #expect(peers.enter(try #require(NetworkAddress("2001:db8::2"))) == "2001:db8:0:0::/64")
        #expect(peers.enter(try #require(NetworkAddress("2001:db8:0:0:9::3"))) == nil)
        #expect(peers.enter(try #require(NetworkAddress("2001:db8:0:1::1"))) == "2001:db8:0:1::/64")
        for _ in 0..<100 { #expect(peers.enter(try #require(NetworkAddress("10.1.2.3"))) == "") }
        peers.leave("2001:db8:0:0::/64")
        #expect(peers.count("2001:db8:0:0::/64") == 1)
        peers.leave("2001:db8:0:0::/64")
        peers.leave("2001:db8:0:0::/64")
        peers.leave("")
        #expect(peers.count("2001:db8:0:0::/64") == 0)
        #expect(Peers(most: 0).enter(try #require(NetworkAddress("192.0.2.1"))) == "")
    }
}
