import HTML
import Kernel

/// Draws one pizza into markup, from the ground up.
struct PizzaPainter {
    let drawing: PizzaDrawing
    let detail: PizzaDrawing.Detail
    let kind: PizzaDrawing.Kind
    /// The sections that are drawn, one at least.
    let sections: [PizzaDrawing.Section]
    let colours: CrustColours
    /// What is drawn, in order.
    var art: Markup
    /// The gradients and shapes that it refers to.
    var shapes: ShapeCatalogue

    init(_ drawing: PizzaDrawing, detail: PizzaDrawing.Detail, kind: PizzaDrawing.Kind) {
        self.drawing = drawing
        self.detail = detail
        self.kind = kind
        let drawn = drawing.sections.prefix(4)
        sections = drawn.isEmpty ? [PizzaDrawing.Section(layers: [])] : Array(drawn)
        colours = CrustColours(drawing.crust)
        let prefix = Self.prefix(of: drawing, detail: detail, kind: kind)
        art = Markup(prefix: prefix, capacity: detail == .full ? 12_000 : 3_000)
        shapes = ShapeCatalogue(prefix: prefix, detail: detail)
    }

    /// The picture, finished.
    func finish(title: String) -> HTML {
        Frame.svg(viewBox: "0 0 320 320", title: title, defs: shapes.markup, art: art)
    }

    /// Seven characters that another drawing has only by an accident of one in two thousand million.
    private static func prefix(
        of drawing: PizzaDrawing, detail: PizzaDrawing.Detail, kind: PizzaDrawing.Kind
    ) -> [UInt8] {
        var hash = StableHash()
        hash.mix(drawing.crust.rawValue)
        hash.mix(kind.rawValue)
        hash.mix(detail == .full ? 0 : 1)
        hash.mix(drawing.seed)
        for section in drawing.sections.prefix(4) {
            hash.mix("/")
            for layer in section.layers.prefix(Helping.layersRead) {
                hash.mix(layer.look)
                hash.mix(UInt64(bitPattern: Int64(layer.portions)))
            }
        }
        var rest = hash.value
        return [UInt8(ascii: "p")]
            + (0..<6).map { _ in
                defer { rest /= 36 }
                return Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)[Int(rest % 36)]
            }
    }

    /// An open pizza.
    mutating func paintPizza() {
        paintCrust()
        let wedges = sections.indices.map { Wedge($0, of: sections.count) }
        for (section, wedge) in zip(sections, wedges) { paintBase(of: section, in: wedge) }
        paintSeams(wedges)
        var (melt, scatter) = (Scatter(), Scatter())
        let pieces = helpings().flatMap { helping in
            let wedge = wedges[helping.section]
            return helping.topping.level == .melt
                ? place(helping, in: wedge, scatter: &melt) : place(helping, in: wedge, scatter: &scatter)
        }
        paint(pieces)
    }

    /// What is strewn, its shapes defined, and no more of it than the bytes that are left allow.
    mutating func helpings() -> [Helping] {
        let helpings = Helping.all(of: sections, detail: detail)
        let (bound, most) = detail == .full ? (12_900, 88) : (3_200, 24)
        let bytesPerPiece = detail == .full || kind == .calzone ? 83 : 66
        shapes.limit(to: bound - art.bytes.count - min(helpings.count, most) * bytesPerPiece)
        for helping in helpings { _ = shapes.letter(of: helping.look, helping.topping) }
        let left = bound - art.bytes.count - shapes.markup.bytes.count
        return Helping.limited(helpings, to: max(0, min(most, left / bytesPerPiece)))
    }

    /// Lines where sections meet.
    private mutating func paintSeams(_ wedges: [Wedge]) {
        guard wedges.count > 1 else { return }
        art.add(
            "<path fill=\"none\" stroke=\"#7A2E10\" stroke-opacity=\".35\" stroke-width=\"\(detail == .full ? "2" : "6")\" d=\""
        )
        for wedge in wedges { art.dash(.centre, Point(angle: wedge.start, distance: 120)) }
        art.add("\"/>")
    }
}
