import Kernel

/// The part of JSON Schema 2020-12 that our requests and answers need, as OpenAPI 3.1 writes it.
public indirect enum Schema: Sendable, Hashable {
    /// A text, with bounds in characters.
    case string(
        format: String? = nil, choices: [String]? = nil, minLength: Int? = nil, maxLength: Int? = nil,
        pattern: String? = nil)
    /// A whole number.
    case integer(minimum: Int? = nil, maximum: Int? = nil)
    /// Any number.
    case number
    /// True or false.
    case boolean
    /// A list.
    case array(Schema, minItems: Int = 0, maxItems: Int? = nil)
    /// An object with no other members than these.
    case object(Object)
    /// An object from tags of languages to texts, with at least one.
    case texts(most: Int, Schema)
    /// The schema, or null.
    case nullable(Schema)
    /// Anything at all.
    case any

    /// What OpenAPI says of a type that has a JSON form.
    public static func of<T: JSONWritable>(_ type: T.Type) -> Schema { JSONWriter.schema(of: type) }

    /// What OpenAPI says of what a route reads.
    public static func of<T: Input>(input type: T.Type) -> Schema { FieldReader.schema(of: type) }

    /// The members of an object.
    public struct Object: Sendable, Hashable {
        /// In order.
        public var properties: [Property] = []
        /// No members yet.
        public init() {}

        /// What it must have, in JSON without the braces; whether there may be more is not said.
        var members: String {
            let members = properties.map { "\(quoted($0.name)):\($0.schema.json)" }.joined(separator: ",")
            let required = properties.filter(\.required).map { quoted($0.name) }.joined(separator: ",")
            return "\"type\":\"object\",\"properties\":{\(members)},\"required\":[\(required)]"
        }
    }

    /// One member.
    public struct Property: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// What it holds.
        public let schema: Schema
        /// Whether it must be there.
        public let required: Bool
    }

    /// The JSON text.
    public var json: String {
        switch self {
        case .string(let format, let choices, let minLength, let maxLength, let pattern):
            var parts = ["\"type\":\"string\""]
            if let format { parts.append("\"format\":\(quoted(format))") }
            if let choices { parts.append("\"enum\":[\(choices.map(quoted).joined(separator: ","))]") }
            if let minLength { parts.append("\"minLength\":\(minLength)") }
            if let maxLength { parts.append("\"maxLength\":\(maxLength)") }
            if let pattern { parts.append("\"pattern\":\(quoted(pattern))") }
            return "{\(parts.joined(separator: ","))}"
        case .integer(let minimum, let maximum):
            var parts = ["\"type\":\"integer\""]
            if let minimum { parts.append("\"minimum\":\(minimum)") }
            if let maximum { parts.append("\"maximum\":\(maximum)") }
            return "{\(parts.joined(separator: ","))}"
        case .number: return "{\"type\":\"number\"}"
        case .boolean: return "{\"type\":\"boolean\"}"
        case .array(let element, let minItems, let maxItems):
            let least = minItems > 0 ? ",\"minItems\":\(minItems)" : ""
            let most = maxItems.map { ",\"maxItems\":\($0)" } ?? ""
            return "{\"type\":\"array\",\"items\":\(element.json)\(least)\(most)}"
        case .object(let object): return "{\(object.members),\"additionalProperties\":false}"
        case .texts(let most, let text):
            return """
                {"type":"object","minProperties":1,"maxProperties":\(most),"propertyNames":{"pattern":\(quoted(Language.pattern))},\
                "additionalProperties":\(text.json)}
                """
        case .nullable(let schema): return "{\"anyOf\":[\(schema.json),{\"type\":\"null\"}]}"
        case .any: return "{}"
        }
    }
}

/// A JSON string of a text.
func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    text.append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}
