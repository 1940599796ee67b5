public import Kernel

/// Somebody who is looking at a place: a board, a page, a record that is being edited.
public struct PresenceEntry: Sendable, Hashable {
    /// The open page: one person may have several.
    public let id: String
    /// What colleagues call the person.
    public let name: String
    /// Since when.
    public let since: Instant

    /// Somebody who came at `since`.
    public init(id: String, name: String, since: Instant) {
        self.id = id
        self.name = name
        self.since = since
    }
}

/// Knows who is where, in this process or in several together. Whoever says nothing for a while has left.
public protocol Presence: Sendable {
    /// Somebody has come to a place, or is still there under another name. False when there is no room for more.
    @discardableResult func enter(_ place: String, id: String, name: String) async -> Bool
    /// Somebody is still there. False when that was not known: whoever hears it enters anew.
    func heartbeat(_ place: String, id: String) async -> Bool
    /// Somebody has left.
    func leave(_ place: String, id: String) async
    /// Who is there, the first to come first.
    func people(_ place: String) async -> [PresenceEntry]
}
