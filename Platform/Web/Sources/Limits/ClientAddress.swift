import Foundation

/// Finds who is asking when proxies stand between.
struct ClientAddress {
    let trusted: [AddressRange]

    /// Who is counted for a connection from `peer`: the household of the peer, or of the client that a trusted proxy names in
    /// `X-Forwarded-For`. That is the rightmost address that is not itself trusted; what stands left of it anybody may have written. A peer
    /// without an address is a process of this machine.
    func household(peer: NetworkAddress?, forwarded: String?) -> String {
        guard let address = peer else { return "local" }
        guard let forwarded, trusted.contain(address) else { return address.household }
        var client = address
        for hop in forwarded.utf8.suffix(1024).split(separator: UInt8(ascii: ",")).reversed() {
            let text = String(decoding: hop, as: UTF8.self).trimmingCharacters(in: .whitespaces)
            // A proxy that names no address is where the trail ends.
            guard let next = NetworkAddress(text) else { break }
            client = next
            if !trusted.contain(next) { break }
        }
        return client.household
    }

    /// Whether a connection comes from a trusted proxy.
    func isTrusted(_ peer: NetworkAddress?) -> Bool {
        !trusted.isEmpty && peer.map { trusted.contain($0) } == true
    }
}
