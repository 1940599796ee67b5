import Foundation
import HTML
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A drawing as a parser of XML sees it. What a strict content security policy or a second copy on the page would
/// break is recorded as a failure while reading.
final class Picture: NSObject, XMLParserDelegate {
    struct Place: Hashable {
        var x: Int
        var y: Int
    }

    struct Piece: Hashable {
        var shape: String
        var place: Place
    }

    private(set) var pieces: [Piece] = []
    private(set) var ids: Set<String> = []
    private(set) var title = ""
    /// How many paths, circles and ellipses there are.
    private(set) var shapes = 0
    private(set) var root: [String: String] = [:]
    private var references: Set<String> = []
    private var markup = ""
    private var path: [String] = []

    private static let elements: Set = [
        "svg", "title", "defs", "radialGradient", "linearGradient", "stop", "g", "path", "circle", "ellipse", "rect",
        "use",
    ]

    init(_ html: HTML) throws {
        super.init()
        let parser = XMLParser(data: Data(html.text.utf8))
        parser.delegate = self
        #expect(parser.parse(), "\(String(describing: parser.parserError)): \(html.text.prefix(200))")
        #expect(references.isSubset(of: ids), "\(references.subtracting(ids))")
        markup = html.text
    }

    /// The markup of shapes and base without what differs between any two drawings: ids and the places of pieces.
    var appearance: String {
        guard let id = ids.first else { return markup }
        let start = markup.range(of: "<g stroke=\"#")?.lowerBound ?? markup.endIndex
        return markup[..<start].replacingOccurrences(of: id.prefix(7), with: "")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if path.isEmpty { root = attributes }
        path.append(name)
        if ["path", "circle", "ellipse"].contains(name) { shapes += 1 }
        #expect(Self.elements.contains(name), "<\(name)>")
        for (attribute, value) in attributes {
            #expect(attribute != "style" && attribute != "class" && !attribute.hasPrefix("on"), "\(attribute)")
            if attribute == "href" {
                #expect(value.hasPrefix("#"))
                references.insert(String(value.dropFirst()))
            } else if attribute == "id" {
                #expect(ids.insert(value).inserted, "\(value) twice")
            } else if attribute != "xmlns" {
                #expect(!value.contains("//"), "\(value)")
            }
            if ["d", "transform", "x", "y", "r", "cx", "cy"].contains(attribute) {
                #expect(!value.contains("nan") && !value.contains("inf"), "\(value)")
            }
            if let range = value.range(of: "url(#") {
                references.insert(String(value[range.upperBound...].prefix { $0 != ")" }))
            }
        }
        if name == "use", let transform = attributes["transform"], let shape = attributes["href"] {
            let numbers = transform.dropFirst("translate(".count).prefix { $0 != ")" }.split(separator: " ").compactMap
            { Int($0) }
            #expect(numbers.count == 2, "\(transform)")
            if numbers.count == 2 { pieces.append(Piece(shape: shape, place: Place(x: numbers[0], y: numbers[1]))) }
        }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        path.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { if path.last == "title" { title += text } }
}
