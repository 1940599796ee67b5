/// Values as JSON text inside a row: events, jobs, and what an order freezes.
///
/// It writes and reads through `Codable`, as Foundation's coders do, in a fraction of their time, because it writes the text straight away
/// where they build a tree first. Keys are sorted by their bytes, so that equal values are equal texts; but for sets, and dictionaries whose
/// keys are not text, whole numbers or `CodingKeyRepresentable`, which Swift writes in an order of chance. Dates and data have the form that
/// they give themselves.
public enum JSONText {
    /// The text of a value. Throws `EncodingError` for a number that JSON does not have, and for a type that writes into two containers
    /// by turns or into that of its superclass.
    public static func encode(_ value: some Encodable) throws -> String {
        let output = JSONOutput()
        try output.write(value)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The value of a text. Throws `DecodingError` when it is no JSON, or not that of such a value.
    public static func decode<T: Decodable>(_: T.Type = T.self, from text: String) throws -> T {
        do {
            return try T(from: JSONTreeDecoder(tree: try JSONParser.parse(Array(text.utf8), .stored), codingPath: []))
        } catch let failure as JSONParser.Failure {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "no JSON at byte \(failure.offset)"))
        }
    }
}
