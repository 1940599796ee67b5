import Database
import Kernel

/// Values that are kept as JSON text inside a row.
enum Frozen {
    /// The text of a value; equal values are equal text.
    static func encode(_ value: some Encodable) throws -> String { try JSONText.encode(value) }

    /// The value of a text; throws `DatabaseError.decoding`.
    static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
        do {
            return try JSONText.decode(type, from: text)
        } catch {
            throw DatabaseError.decoding("\(type): \(error)")
        }
    }
}
