public import Kernel

/// A column that holds the tag.
extension Language: RowDecodable, SQLConvertible {}

extension LocalizedText: RowDecodable {}

/// One column for any number of languages: a JSON object from tags to texts, its keys sorted, so that equal texts are equal columns.
extension LocalizedText: SQLConvertible {
    /// `TEXT`.
    public static var sqlType: SQLType? { .text }

    /// `{"en":"…","it":"…"}`.
    public var sqlValue: SQLValue {
        // Texts by tags always have a JSON form; an object of none is refused when it is read.
        .text((try? JSONText.encode(self)) ?? "{}")
    }

    /// Reads that back; anything else is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        let json = try String(sqlValue: sqlValue)
        if let plain = LocalizedText(plainJSON: json) {
            self = plain
            return
        }
        do {
            self = try JSONText.decode(from: json)
        } catch {
            throw DatabaseError.decoding("\(json.prefix(80)) is no text by languages")
        }
    }
}

/// Texts without a sign that JSON escapes, which is nearly all there are: a cart page reads one for each of its lines, and a codec costs
/// more than the row.
extension LocalizedText {
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Nil for whatever is not just as it is written when no text needs escaping, whether it is right or wrong.
    private init?(plainJSON json: String) {
        var rest = json.utf8[...]
        func take(_ byte: Character) -> Bool {
            guard rest.first == byte.asciiValue else { return false }
            rest = rest.dropFirst()
            return true
        }
        func text() -> String? {
            guard take("\""), let end = rest.firstIndex(where: { !Self.isPlain($0) }), rest[end] == UInt8(ascii: "\"")
            else { return nil }
            let text = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            return text
        }
        guard take("{") else { return nil }
        var texts: [Language: String] = [:]
        repeat {
            guard let tag = text(), let language = Language(rawValue: tag), take(":"), let value = text(),
                texts.updateValue(value, forKey: language) == nil
            else { return nil }
        } while take(",")
        guard take("}"), rest.isEmpty else { return nil }
        self.init(texts)
    }
}
