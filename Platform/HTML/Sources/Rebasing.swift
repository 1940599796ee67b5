extension HTML {
    /// The attributes whose value is an address, which a browser or the page's own scripts follow.
    private static let addresses: Set<[UInt8]> = Set(
        [
            "href", "src", "action", "formaction", "poster", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete",
            "hx-push-url", "hx-replace-url", "sse-connect",
        ].map { Array($0.utf8) })

    /// The same markup for a site that lives below `base`: every attribute that is an address, and whose value is a path of the site, gets
    /// it in front. What people typed stays as it is, in whatever attribute it stands.
    ///
    /// Only markup can hold a quotation mark, because text is escaped. Paths below one of `fixed` belong to the whole server, or name a
    /// base themselves, and stay.
    public func rebased(onto base: String, except fixed: [String] = ["/assets/", "/s/"]) -> HTML {
        if base.isEmpty { return self }
        let prefix = Array(base.utf8)
        let kept = fixed.map { Array($0.utf8) }
        let quote = UInt8(ascii: "\"")
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        var start = 0
        var index = 1
        while index < bytes.count {
            guard bytes[index] == quote, bytes[index - 1] == UInt8(ascii: "=") else {
                index += 1
                continue
            }
            let name = name(before: index - 1)
            if name.isEmpty {
                index += 1
                continue
            }
            let value = bytes[(index + 1)...].prefix { $0 != quote }
            if value.first == UInt8(ascii: "/"),
                // `//` is another host.
                value.dropFirst().first != UInt8(ascii: "/"), !kept.contains(where: { value.starts(with: $0) }),
                Self.addresses.contains(name)
            {
                result += bytes[start...index]
                result += prefix
                start = value.startIndex
            }
            // On behind the quotation mark that ends the value: what is inside is text, whatever it looks like.
            index = value.endIndex + 1
        }
        result += bytes[start...]
        return HTML(trusted: result)
    }

    /// The name of the attribute whose `=` is at an index.
    private func name(before index: Int) -> [UInt8] {
        var start = index
        while start > 0, bytes[start - 1] == UInt8(ascii: "-") || (97...122).contains(bytes[start - 1]) { start -= 1 }
        return Array(bytes[start..<index])
    }
}
