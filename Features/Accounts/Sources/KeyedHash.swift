import Secrets

/// HMAC-SHA-256 under the program's own secret, of what is too short or too easily guessed for a plain hash: whoever has only the database
/// cannot try all codes of eight digits against it. Each use names its purpose, so that no hash of one serves as another.
struct KeyedHash: Sendable {
    private let secret: [UInt8]

    init(secret: [UInt8]) { self.secret = secret }

    /// 32 bytes.
    func callAsFunction(_ purpose: StaticString, _ value: String) -> [UInt8] {
        Digest.hmac(Array("\(purpose):\(value)".utf8), key: secret)
    }
}
