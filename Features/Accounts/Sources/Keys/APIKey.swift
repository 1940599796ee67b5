import Database
import Kernel
import Web

/// A program's key, as the table keeps it.
struct APIKey: Sendable, Hashable, RowDecodable {
    let id: Identifier<APIKey>
    let name: String
    /// What stands in front of the secret, by which a key is found and told apart.
    let prefix: String
    let permissions: PermissionNames
    /// Nil means all shops.
    let shop: Identifier<Scope>?
    let createdAt: Instant
    /// To the hour or so; nil when it never was.
    let lastUsedAt: Instant?
    let expiresAt: Instant?
    let revokedAt: Instant?

    init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        prefix = try row.next()
        permissions = try row.next()
        shop = try row.next()
        createdAt = try row.next()
        lastUsedAt = try row.next()
        expiresAt = try row.next()
        revokedAt = try row.next()
    }

    static let columns: SQL = """
        id, name, prefix, permissions, store_id, created_at, last_used_at, expires_at, revoked_at
        """

    /// How a key stands at a moment.
    enum Standing: String, Sendable { case valid, expired, revoked }

    func standing(at now: Instant) -> Standing {
        if revokedAt != nil { return .revoked }
        return expiresAt.map { $0 <= now } == true ? .expired : .valid
    }
}

/// The text that a program sends: `pm_<prefix>_<secret>`.
struct APIKeyText: Sendable, Hashable {
    let prefix: String
    let secret: String

    private static let start = "pm_"
    private static let prefixLength = 8

    /// A new one.
    init(_ entropy: Entropy) {
        let digits = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
        var bits = entropy.bits()
        var bytes: [UInt8] = []
        for _ in 0..<Self.prefixLength {
            bytes.append(digits[Int(bits & 31)])
            bits >>= 5
        }
        prefix = String(decoding: bytes, as: UTF8.self)
        secret = entropy.token()
    }

    /// Reads what was sent; nil when it is no key by its form.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let cut = Self.start.utf8.count + Self.prefixLength
        guard bytes.count == cut + 44, bytes.starts(with: Self.start.utf8), bytes[cut] == UInt8(ascii: "_") else {
            return nil
        }
        prefix = String(decoding: bytes[Self.start.utf8.count..<cut], as: UTF8.self)
        secret = String(decoding: bytes[(cut + 1)...], as: UTF8.self)
    }

    var text: String { "\(Self.start)\(prefix)_\(secret)" }
}

/// A key in the list.
struct APIKeyView: JSONWritable {
    let key: APIKey
    let standing: APIKey.Standing

    init(_ key: APIKey, at now: Instant) {
        self.key = key
        standing = key.standing(at: now)
    }

    static var example: APIKeyView { APIKeyView(.example, at: Instant(seconds: 0)) }

    func write(to json: inout JSONWriter) {
        json.member("id", key.id)
        json.member("name", key.name)
        json.member("prefix", key.prefix)
        json.member("permissions", key.permissions.names)
        json.member("store_id", key.shop)
        json.member("created_at", key.createdAt)
        json.member("last_used_at", key.lastUsedAt)
        json.member("expires_at", key.expiresAt)
        json.member("standing", standing.rawValue)
    }
}

extension APIKey {
    fileprivate init() {
        id = Identifier(high: 0x7000, low: 1 << 63)
        name = "Cassa"
        prefix = "k7w2m9qa"
        permissions = PermissionNames(["orders.see-board"])
        shop = Identifier(high: 0x7000, low: 1 << 63)
        createdAt = Instant(seconds: 0)
        lastUsedAt = Instant(seconds: 0)
        expiresAt = Instant(seconds: 86_400)
        revokedAt = nil
    }

    static let example = APIKey()
}

/// A key that was just made, with the text that is told once.
struct NewAPIKey: JSONWritable {
    let id: Identifier<APIKey>
    let name: String
    let text: String

    static let example = NewAPIKey(id: Identifier(high: 0x7000, low: 1 << 63), name: "Cassa", text: "pm_k7w2m9qa_pQ0…")

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("name", name)
        json.member("key", text)
    }
}
