import HTML

/// The element around every picture.
enum Frame {
    /// One `<svg>` with its title, or marked as decoration when it has none.
    static func svg(viewBox: String, title: String, defs: Markup?, art: Markup) -> HTML {
        let head: HTML
        if title.isEmpty {
            head = "aria-hidden=\"true\">"
        } else {
            head = "role=\"img\"><title>\(legible(title))</title>"
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(art.bytes.count + (defs?.bytes.count ?? 0) + head.bytes.count + 120)
        bytes.append(contentsOf: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(viewBox)\" ".utf8)
        bytes.append(contentsOf: head.bytes)
        if let defs {
            bytes.append(contentsOf: "<defs>".utf8)
            bytes.append(contentsOf: defs.bytes)
            bytes.append(contentsOf: "</defs>".utf8)
        }
        bytes.append(contentsOf: art.bytes)
        bytes.append(contentsOf: "</svg>".utf8)
        return HTML(trusted: bytes)
    }

    /// Without the characters that XML 1.0 (section 2.2) does not allow even escaped.
    private static func legible(_ title: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(
            contentsOf: title.unicodeScalars.filter { scalar in
                switch scalar.value {
                case 0x09, 0x0A, 0x0D: true
                case 0x00...0x1F, 0xFFFE, 0xFFFF: false
                default: true
                }
            })
        return String(scalars)
    }
}
