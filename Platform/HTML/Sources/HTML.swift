/// Markup that is safe to send: literal text is markup, every interpolated value is escaped by its type.
///
///     let row: HTML = "<li class=\"dish\">\(dish.name) <b>\(dish.price)</b></li>"
///
/// There is no way to interpolate a `String` unescaped except `HTML(trusted:)`, which the architecture test counts.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The markup.
    public private(set) var text: String

    /// Markup that the caller vouches for, such as a drawing made by this program.
    public init(trusted text: String) { self.text = text }

    public init(stringLiteral value: String) { text = value }

    public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Nothing.
    public static let empty = HTML(trusted: "")

    public var description: String { text }

    /// Adds markup at the end.
    public static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// One after the other.
    public static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.text + right.text) }
}

extension HTML {
    /// Escapes as it appends, so that a page is written once.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text: String

        public init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// Markup as written in the source.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Markup made elsewhere, as it is.
        public mutating func appendInterpolation(_ html: HTML) { text += html.text }

        /// Markup that may be absent.
        public mutating func appendInterpolation(_ html: HTML?) { if let html { text += html.text } }

        /// A list of pieces, one after the other.
        public mutating func appendInterpolation(_ list: [HTML]) { for html in list { text += html.text } }

        /// Text, escaped for both content and quoted attributes.
        public mutating func appendInterpolation(_ value: String) { text.appendEscaped(value) }

        /// A part of a text, escaped likewise.
        public mutating func appendInterpolation(_ value: Substring) { text.appendEscaped(String(value)) }

        /// A number.
        public mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }

        /// Anything with a description that is plain text, escaped.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text.appendEscaped(value.description)
        }

        /// An address for `href` or `action`: a path of this site, a fragment, or `tel:`/`mailto:`/`https:`. Others become `#`.
        public mutating func appendInterpolation(url: some StringProtocol) {
            let allowed =
                (url.hasPrefix("/") && !url.hasPrefix("//")) || url.hasPrefix("#") || url.hasPrefix("?")
                || url.hasPrefix("tel:") || url.hasPrefix("mailto:") || url.hasPrefix("https://")
            text.appendEscaped(allowed ? String(url) : "#")
        }

        /// A boolean attribute: its name when the condition holds, with a space before it.
        public mutating func appendInterpolation(_ attribute: StaticString, if condition: Bool) {
            if condition { text += " \(attribute)" }
        }

        /// Markup when the condition holds.
        public mutating func appendInterpolation(when condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { text += html().text }
        }
    }
}

extension String {
    /// Appends with `& < > " '` escaped. Works on bytes: all five are ASCII, so no character is cut.
    fileprivate mutating func appendEscaped(_ value: String) {
        var value = value
        value.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices {
                let entity: String
                switch bytes[index] {
                case UInt8(ascii: "&"): entity = "&amp;"
                case UInt8(ascii: "<"): entity = "&lt;"
                case UInt8(ascii: ">"): entity = "&gt;"
                case UInt8(ascii: "\""): entity = "&quot;"
                case UInt8(ascii: "'"): entity = "&#39;"
                default: continue
                }
                if start < index { self += String(decoding: bytes[start..<index], as: UTF8.self) }
                self += entity
                start = index + 1
            }
            if start == 0 {
                self += String(decoding: bytes, as: UTF8.self)
            } else if start < bytes.count {
                self += String(decoding: bytes[start...], as: UTF8.self)
            }
        }
    }
}
