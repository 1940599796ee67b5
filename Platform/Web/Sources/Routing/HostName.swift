/// A host as a request names it.
struct HostName {
    private let sent: String

    init(_ authority: String) { sent = authority.lowercased() }

    /// What is known under it: as it was sent, without its port, and without the dot at its end, which stands for the root of all names.
    func find<Value>(in hosts: [String: Value]) -> Value? {
        if let found = hosts[sent] { return found }
        var name = sent.prefix { $0 != ":" }
        if name.last == "." { name.removeLast() }
        return hosts[String(name)]
    }
}
