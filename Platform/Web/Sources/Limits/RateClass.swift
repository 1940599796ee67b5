/// What kind of request it is, and so how often one caller may make it.
public enum RateClass: String, Sendable, Hashable, CaseIterable {
    /// A page, a part of one, or a value.
    case read
    /// Something is changed.
    case change
    /// Much is worked out for one answer: a search, an export, a picture.
    case costly
    /// A secret is tried: a password, a code, a token that was sent by mail.
    case signIn = "sign-in"
    /// A file comes in.
    case upload
    /// A connection that stays open.
    case stream
    /// Another system reports what has happened there, signed.
    case webhook

    /// Whether the address is counted whoever is signed in: a name that is tried has no id yet, and a provider none at all.
    var isByAddress: Bool { self == .signIn || self == .webhook }
}
