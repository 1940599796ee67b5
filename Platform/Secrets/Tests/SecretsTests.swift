import Kernel
import Secrets
import Testing

@Suite struct SecretsTests {
    @Test func digestsMatchTheStandardsVectors() {
        #expect(
            Digest.hex(Digest.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        // RFC 4231, test case 2.
        #expect(
            Digest.hex(Digest.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(Digest.equal([1, 2], [1, 2]))
        #expect(!Digest.equal([1, 2], [1, 3]))
        #expect(!Digest.equal([1, 2], [1, 2, 3]))
    }

    @Test func aPasswordVerifiesAndAnotherDoesNot() async throws {
        let hasher = PasswordHasher(memory: 1 << 20)
        let hash = try await hasher.hash("pizza e fichi")
        #expect(hash.hasPrefix("$argon2id$"))
        #expect(try await hasher.verify("pizza e fichi", against: hash))
        #expect(try await hasher.verify("pizza e ficchi", against: hash) == false)
        #expect(try await hasher.verify("pizza e fichi", against: "not a hash") == false)
        await #expect(throws: AppError.invalid("accounts.password-too-long")) {
            try await hasher.hash(String(repeating: "a", count: 1025))
        }
    }
}
