import Kernel
import Shop
import Web

/// What is asked of whoever opens another shop. Everything else it has from the shop it is modelled on, and can be changed afterwards.
struct NewShop: Input {
    let name: String
    let slug: String
    let host: String?
    let address: String
    let phone: String
    let model: Identifier<Store>
    /// Whether it delivers where its model does. Elsewhere a shop begins without zones, and delivers when it has drawn its own.
    let isSameTown: Bool

    init(_ fields: inout FieldReader) {
        name = fields.text("name", limit: 80)
        slug = fields.text("slug", limit: 32, pattern: "^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$")
        if !slug.isEmpty, !Self.isSlug(slug) { fields.refuse("slug", "not-a-slug") }
        host = fields.optionalText("host", limit: 253, pattern: Self.hostPattern)?.lowercased()
        if let host, !Self.isHost(host) { fields.refuse("host", "not-a-host") }
        address = fields.text("address", limit: 160)
        let typed = fields.text("phone", limit: 40, pattern: #"^\+[1-9][0-9]{6,14}$"#)
        phone = (try? PhoneNumber(typed))?.description ?? ""
        if !typed.isEmpty, phone.isEmpty { fields.refuse("phone", "not-a-phone") }
        model = fields.id("model")
        isSameTown = fields.flag("same_town")
    }

    private static let label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    private static let hostPattern = "^(\(label)(\\.\(label))+)?$"

    /// What may stand in an address: lower-case letters, digits, and hyphens inside.
    private static func isSlug(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (2...32).contains(bytes.count) && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
            && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// A name of the domain name system (RFC 1123 section 2.1) with at least one dot.
    private static func isHost(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count > 1
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
            }
    }
}
