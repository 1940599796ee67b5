import Kernel

/// What the head of a part says (RFC 7578 section 4).
struct PartHead: Sendable, Hashable {
    /// The name of the field.
    let name: String
    /// The name of the file, cleaned; nil when the part is a field, empty when the form has a place for a file and none was chosen.
    let fileName: String?
    /// The media type that the client declares, in lower case. Whether it is true nobody knows.
    let type: String

    /// Unicode scalars of the name of a file.
    private static let longestFileName = 120
    /// Bytes of the name of a field.
    private static let longestName = 100

    /// Reads the lines of a head, without the empty one.
    init(_ bytes: ArraySlice<UInt8>) throws(MultipartFault) {
        var disposition: [(name: String, value: String)]?
        var type: MediaType?
        for line in try Self.lines(bytes) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[..<colon].allSatisfy(MediaType.isToken)
            else {
                throw .head
            }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            switch name {
            case "content-disposition":
                guard disposition == nil else { throw .head }
                disposition = try Self.disposition(value)
            case "content-type":
                guard type == nil, let read = MediaType(String(decoding: value, as: UTF8.self)) else { throw .head }
                type = read
            case "content-transfer-encoding":
                // RFC 7578 section 4.7 has nobody send it; these three say that nothing was done.
                let encoding = String(decoding: value, as: UTF8.self).lowercased()
                guard ["7bit", "8bit", "binary"].contains(encoding) else { throw .encoding }
            default: break
            }
        }
        if type?.essence.utf8.starts(with: "multipart/".utf8) == true { throw .encoding }
        guard let disposition else { throw .name }
        name = try Self.name(disposition)
        fileName = try Self.fileName(disposition)
        self.type = type?.essence ?? (fileName == nil ? "text/plain" : "application/octet-stream")
    }

    private static func lines(_ bytes: ArraySlice<UInt8>) throws(MultipartFault) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0D) ?? rest.endIndex
            let line = rest[..<end]
            guard !line.isEmpty, line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }), lines.count < 16 else {
                throw .head
            }
            lines.append(line)
            if end == rest.endIndex { break }
            guard end + 1 < rest.endIndex, rest[end + 1] == 0x0A else { throw .head }
            rest = rest[(end + 2)...]
        }
        return lines
    }

    /// The parameters of `form-data; name="…"; filename="…"`.
    private static func disposition(
        _ value: ArraySlice<UInt8>
    ) throws(MultipartFault) -> [(name: String, value: String)] {
        var scanner = FieldScanner(value)
        guard scanner.token()?.lowercased() == "form-data", let parameters = scanner.parameters(),
            Set(parameters.map(\.name)).count == parameters.count
        else { throw .name }
        return parameters
    }

    private static func name(_ parameters: [(name: String, value: String)]) throws(MultipartFault) -> String {
        guard let name = parameters.first(where: { $0.name == "name" })?.value,
            (1...longestName).contains(name.utf8.count), !name.utf8.contains(0)
        else { throw .name }
        return name
    }

    private static func fileName(_ parameters: [(name: String, value: String)]) throws(MultipartFault) -> String? {
        // RFC 7578 section 4.2 forbids this way of writing a name, which would be read differently by different readers.
        guard !parameters.contains(where: { $0.name == "filename*" }) else { throw .fileName }
        guard let name = parameters.first(where: { $0.name == "filename" })?.value else { return nil }
        guard !name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 < 0x20 }),
            let clean = try? CleanText.clean(name, limit: longestFileName), clean != ".", clean != "..",
            clean.isEmpty == name.isEmpty
        else { throw .fileName }
        return clean
    }
}
