public import HTML

/// The shop's mark: a heart that is a slice of pizza, whose crust writes an m.
public enum ShopMark {
    /// The mark as one `<svg>` element, square, without ids, legible from 16 pixels up.
    ///
    /// - Parameter title: What a screen reader says. When empty, the mark is decoration beside the shop's name.
    public static func svg(title: String) -> HTML {
        var art = Markup(prefix: [], capacity: 1_000)
        art.add(shapes)
        return Frame.svg(viewBox: "0 0 64 64", title: title, defs: nil, art: art)
    }

    private static let shapes = """
        <g stroke-linecap="round" stroke-linejoin="round"><path d="M32 60C18 49 7 36 7 23 7 7 27 5 32 18 37 5 57 7 57 23 57 36 46 49 32 60Z" fill="#B8321C"/>\
        <path d="M32 54C21 45 12 34 12 25 18 20 27 24 32 22 37 24 46 20 52 25 52 34 43 45 32 54Z" fill="#D2401D"/>\
        <circle cx="21" cy="30" r="5.6" fill="#FFF3D2"/><circle cx="43" cy="33" r="6" fill="#FFF3D2"/><circle cx="31" cy="46" r="3.6" fill="#FFF3D2"/>\
        <path d="M25 39Q26 26 40 24 40 38 25 39Z" fill="#2E6A3E"/><path d="M26 38Q31 32 36 28" fill="none" stroke="#9CC982" stroke-width="1.5"/>\
        <path d="M8 33C3 11 26 3 32 20 38 3 61 11 56 33" fill="none" stroke="#A5651F" stroke-width="9"/><path d="M8 33C3 11 26 3 32 20 38 3 61 11 56 33" fill="none" stroke="#E2AB58" stroke-width="6.4"/>\
        <path d="M9 22Q11 13 18 12M40 13Q46 10 51 15" fill="none" stroke="#F9E0A8" stroke-width="2.4"/><path d="M24 12l1 1M55 24v1M9 29v1M37 15l1-1" stroke="#6B3A14" stroke-width="2.6"/></g>
        """
}
