public import Kernel

/// A value that has a JSON form. The same function writes it and, with `example`, describes it for OpenAPI,
/// so the document cannot say what the answer does not hold.
public protocol JSONWritable: Sendable {
    /// A plausible instance with no absent parts, for the documentation.
    static var example: Self { get }
    /// Writes the members of the object, in order.
    func write(to json: inout JSONWriter)
}

/// A member's value: text, number, truth, moment or id.
public protocol JSONScalar: Sendable {
    /// What OpenAPI says of the type.
    static var schema: Schema { get }
    /// Appends the JSON form.
    func append(to bytes: inout [UInt8])
}

/// Writes one JSON object into bytes, or, when describing, collects its schema.
public struct JSONWriter: Sendable {
    var bytes: [UInt8] = []
    var description: Schema.Object?
    private var first = true

    init(describing: Bool = false) {
        if describing { description = Schema.Object() } else { bytes.reserveCapacity(512) }
    }

    /// The bytes of one object.
    public static func bytes(of value: some JSONWritable) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(value)
        return writer.bytes
    }

    /// The text of one object that a function writes.
    public static func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.enclose(write)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// What OpenAPI says of a type.
    public static func schema<T: JSONWritable>(of _: T.Type) -> Schema {
        var writer = JSONWriter(describing: true)
        T.example.write(to: &writer)
        return .object(writer.description ?? Schema.Object())
    }

    /// A member that is always there.
    public mutating func member<T: JSONScalar>(_ name: StaticString, _ value: T) {
        if describe(name, T.schema) { return }
        key(name)
        value.append(to: &bytes)
    }

    /// A member that is null when absent.
    public mutating func member<T: JSONScalar>(_ name: StaticString, _ value: T?) {
        if describe(name, .nullable(T.schema)) { return }
        key(name)
        if let value { value.append(to: &bytes) } else { bytes += Array("null".utf8) }
    }

    /// A list of scalars.
    public mutating func member<T: JSONScalar>(_ name: StaticString, _ values: [T]) {
        if describe(name, .array(T.schema)) { return }
        key(name)
        list(values) { $1.append(to: &$0.bytes) }
    }

    /// An object inside.
    public mutating func member<T: JSONWritable>(_ name: StaticString, _ value: T) {
        if describe(name, Self.schema(of: T.self)) { return }
        key(name)
        object(value)
    }

    /// An object inside, null when absent.
    public mutating func member<T: JSONWritable>(_ name: StaticString, _ value: T?) {
        if describe(name, .nullable(Self.schema(of: T.self))) { return }
        key(name)
        if let value { object(value) } else { bytes += Array("null".utf8) }
    }

    /// A list of objects.
    public mutating func member<T: JSONWritable>(_ name: StaticString, _ values: [T]) {
        if describe(name, .array(Self.schema(of: T.self))) { return }
        key(name)
        list(values) { $0.object($1) }
    }

    /// Whether it only describes; then `schema` is what there is to say of a member.
    public mutating func isDescribed(_ name: StaticString, as schema: Schema) -> Bool { describe(name, schema) }

    /// A member that is not there now.
    public mutating func null(_ name: StaticString) {
        key(name)
        bytes += Array("null".utf8)
    }

    /// A list of objects, each written by `write`; `example` is one of them, for the documentation.
    public mutating func list<T>(
        _ name: StaticString, _ values: [T], example: T, _ write: (inout JSONWriter, T) -> Void
    ) {
        if description != nil {
            var inner = JSONWriter(describing: true)
            write(&inner, example)
            _ = describe(name, .array(.object(inner.description ?? Schema.Object())))
            return
        }
        key(name)
        list(values) { json, value in json.enclose { write(&$0, value) } }
    }

    private mutating func describe(_ name: StaticString, _ schema: @autoclosure () -> Schema) -> Bool {
        guard description != nil else { return false }
        description?.properties.append(.init(name: name.description, schema: schema(), required: true))
        return true
    }

    private mutating func key(_ name: StaticString) {
        if !first { bytes.append(UInt8(ascii: ",")) }
        first = false
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func object(_ value: some JSONWritable) { enclose { value.write(to: &$0) } }

    private mutating func enclose(_ write: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        let outer = first
        first = true
        write(&self)
        first = outer
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func list<T>(_ values: [T], _ write: (inout JSONWriter, T) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, value)
        }
        bytes.append(UInt8(ascii: "]"))
    }
}

extension String: JSONScalar {
    public static var schema: Schema { .string() }
    /// Quoted, with the escapes of RFC 8259 and `<` escaped, so that it may stand inside a page.
    public func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += [92, 34]
            case UInt8(ascii: "\\"): bytes += [92, 92]
            case 0x0A: bytes += [92, UInt8(ascii: "n")]
            case 0..<0x20, UInt8(ascii: "<"):
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension Int: JSONScalar {
    public static var schema: Schema { .integer() }
    public func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: String(self).utf8) }
}

extension Int64: JSONScalar {
    public static var schema: Schema { .integer() }
    public func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: String(self).utf8) }
}

extension Double: JSONScalar {
    public static var schema: Schema { .number }
    /// JSON has no infinity and no NaN (RFC 8259 section 6); they are written as null.
    public func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: (isFinite ? "\(self)" : "null").utf8) }
}

extension Bool: JSONScalar {
    public static var schema: Schema { .boolean }
    public func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: (self ? "true" : "false").utf8) }
}

extension Identifier: JSONScalar {
    public static var schema: Schema { .string(format: "uuid") }
    public func append(to bytes: inout [UInt8]) { description.append(to: &bytes) }
}

extension Instant: JSONScalar {
    public static var schema: Schema { .string(format: "date-time") }
    public func append(to bytes: inout [UInt8]) { description.append(to: &bytes) }
}

extension Language: JSONScalar {
    public static var schema: Schema { .string(pattern: pattern) }
    public func append(to bytes: inout [UInt8]) { rawValue.append(to: &bytes) }
}

extension LocalizedText: JSONScalar {
    public static var schema: Schema { .texts(most: 40, .string()) }
    /// An object from tags to texts.
    public func append(to bytes: inout [UInt8]) {
        for (index, entry) in entries.enumerated() {
            bytes.append(UInt8(ascii: index == 0 ? "{" : ","))
            entry.language.append(to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            entry.text.append(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

extension CivilDate: JSONScalar {
    public static var schema: Schema { .string(format: "date") }
    public func append(to bytes: inout [UInt8]) { description.append(to: &bytes) }
}

extension JSONScalar where Self: RawRepresentable<String> & CaseIterable {
    public static var schema: Schema { .string(choices: allCases.map(\.rawValue)) }
    public func append(to bytes: inout [UInt8]) { rawValue.append(to: &bytes) }
}

extension Money: JSONWritable {
    public static var example: Money { Money(cents: 950) }
    public func write(to json: inout JSONWriter) {
        json.member("cents", cents)
        json.member("currency", currency.code)
    }
}
