import CSodium

/// How passwords are hashed: two functions that take long, on purpose.
public struct PasswordAlgorithm: Sendable {
    /// A hash to store, with salt and parameters inside; nil when there is not enough memory.
    let hash: @Sendable (_ password: [UInt8]) -> String?
    /// Whether a password is the one a hash was made from.
    let verify: @Sendable (_ password: [UInt8], _ hash: String) -> Bool

    /// An algorithm of two functions: in tests one that is quick, or one that stands still until it is told to go on.
    public init(
        hash: @escaping @Sendable (_ password: [UInt8]) -> String?,
        verify: @escaping @Sendable (_ password: [UInt8], _ hash: String) -> Bool
    ) {
        self.hash = hash
        self.verify = verify
    }

    /// Argon2id (RFC 9106) of libsodium with two passes over `memory` bytes.
    public static func argon2id(memory: Int) -> PasswordAlgorithm {
        _ = sodium_init()
        return PasswordAlgorithm(
            hash: { password in
                var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
                let signed = password.map { CChar(bitPattern: $0) }
                let status = crypto_pwhash_str_alg(
                    &output, signed, UInt64(password.count), 2, memory, crypto_pwhash_ALG_ARGON2ID13)
                guard status == 0 else { return nil }
                return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            },
            verify: { password, hash in
                let signed = password.map { CChar(bitPattern: $0) }
                return crypto_pwhash_str_verify(hash, signed, UInt64(password.count)) == 0
            })
    }
}
