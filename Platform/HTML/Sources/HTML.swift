/// Markup that is safe to send: literal text is markup, every interpolated value is escaped by its type.
///
///     let row: HTML = "<li class=\"dish\">\(dish.name) <b>\(dish.price)</b></li>"
///
/// There is no way to interpolate a `String` unescaped except `HTML(trusted:)`, which the architecture test counts.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The markup in UTF-8, as it is sent. Appending bytes is several times faster than appending strings.
    public private(set) var bytes: [UInt8]

    /// Markup that the caller vouches for, such as a drawing made by this program.
    public init(trusted bytes: [UInt8]) { self.bytes = bytes }

    public init(stringLiteral value: String) { bytes = Array(value.utf8) }

    public init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Nothing.
    public static let empty = HTML(trusted: [])

    /// The markup as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public var description: String { text }

    /// Adds markup at the end.
    public static func += (left: inout HTML, right: HTML) { left.bytes += right.bytes }

    /// One after the other.
    public static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.bytes + right.bytes) }
}

extension HTML {
    /// Escapes as it appends, so that a page is written once.
    public struct StringInterpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 32)
        }

        /// Markup as written in the source.
        public mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }

        /// Markup made elsewhere, as it is.
        public mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }

        /// Markup that may be absent.
        public mutating func appendInterpolation(_ html: HTML?) { if let html { bytes += html.bytes } }

        /// A list of pieces, one after the other.
        public mutating func appendInterpolation(_ list: [HTML]) { for html in list { bytes += html.bytes } }

        /// Text, escaped for both content and quoted attributes.
        public mutating func appendInterpolation(_ value: String) { bytes.appendEscaped(value) }

        /// A part of a text, escaped likewise.
        public mutating func appendInterpolation(_ value: Substring) { bytes.appendEscaped(String(value)) }

        /// A number.
        public mutating func appendInterpolation(_ value: some BinaryInteger) {
            bytes.append(contentsOf: String(value).utf8)
        }

        /// Anything with a description that is plain text, escaped.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            bytes.appendEscaped(value.description)
        }

        /// An address for `href` or `action`: a path of this site, a fragment, or `tel:`/`mailto:`/`https:`. Others become `#`.
        public mutating func appendInterpolation(url: some StringProtocol) {
            // By bytes, as a browser reads it: a combining mark behind a slash makes another character of it, and the same address.
            let bytes = url.utf8
            let isPath =
                bytes.starts(with: "/".utf8) && !bytes.starts(with: "//".utf8) && !bytes.starts(with: "/\\".utf8)
            let allowed = isPath || Self.schemes.contains { bytes.starts(with: $0.utf8) }
            self.bytes.appendEscaped(allowed ? String(url) : "#")
        }

        /// What an address that is no path of this site may begin with.
        private static let schemes = ["#", "?", "tel:", "mailto:", "https://"]

        /// A boolean attribute: its name when the condition holds, with a space before it.
        public mutating func appendInterpolation(_ attribute: StaticString, if condition: Bool) {
            if condition {
                bytes.append(UInt8(ascii: " "))
                bytes.append(contentsOf: attribute.description.utf8)
            }
        }

        /// Markup when the condition holds.
        public mutating func appendInterpolation(when condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { bytes += html().bytes }
        }
    }
}

extension [UInt8] {
    /// Appends with `& < > " '` escaped. Works on bytes: all five are ASCII, so no character is cut.
    fileprivate mutating func appendEscaped(_ value: String) {
        var value = value
        value.withUTF8 { source in
            var start = 0
            for index in source.indices {
                let entity: StaticString
                switch source[index] {
                case UInt8(ascii: "&"): entity = "&amp;"
                case UInt8(ascii: "<"): entity = "&lt;"
                case UInt8(ascii: ">"): entity = "&gt;"
                case UInt8(ascii: "\""): entity = "&quot;"
                case UInt8(ascii: "'"): entity = "&#39;"
                default: continue
                }
                append(contentsOf: source[start..<index])
                append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
                start = index + 1
            }
            append(contentsOf: source[start...])
        }
    }
}
