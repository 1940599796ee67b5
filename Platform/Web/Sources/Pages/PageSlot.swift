public import HTML
public import Kernel
import Logging
import Synchronization

/// A hole in a page that one feature offers and others fill. `Context` is what the page says of itself: an id, or nothing.
public struct PageSlot<Context: Sendable>: Sendable, Hashable {
    /// The name, with the domain before a dot: `tracking.below-promise`.
    public let name: String
    /// Whether the page is one that every stranger gets alike, and is kept until its version is another.
    public let isShared: Bool

    /// A slot by its name. It is declared where both features can see it: in the platform or the domain.
    public init(_ name: StaticString, isShared: Bool = false) {
        self.name = name.description
        self.isShared = isShared
    }

    /// The slot as the feature that has the page offers it.
    public var offer: OfferedSlot { OfferedSlot(name: name, isShared: isShared) }
}

/// A slot that a page of a feature has, without what it says of itself.
public struct OfferedSlot: Sendable, Hashable {
    /// The name.
    public let name: String
    /// Whether the page is one that every stranger gets alike.
    public let isShared: Bool
}

/// What a feature puts into a slot.
public struct SlotFilling: Sendable {
    /// The name of the slot.
    public let slot: String
    /// Where it stands among several: lower comes first.
    public let order: Int
    /// The version of what it shows in a shop, which a page that is kept for strangers is kept no longer than; nil for a page that is not.
    public let version: (@Sendable (Identifier<Scope>?) -> String)?
    let render: @Sendable (any Sendable, Call) async throws -> HTML?

    /// Fills a slot; nil fills nothing this time.
    ///
    /// A slot that is shared wants a `version`: what it shows must be the same for every stranger as long as that stays the same, and costs
    /// no more to ask than to read what is in memory. What is somebody's own is fetched by the page itself, as the bar with the cart is.
    public init<Context>(
        _ slot: PageSlot<Context>, order: Int = 0, version: (@Sendable (Identifier<Scope>?) -> String)? = nil,
        _ render: @escaping @Sendable (Context, Call) async throws -> HTML?
    ) {
        self.slot = slot.name
        self.order = order
        self.version = version
        self.render = { context, call in
            guard let context = context as? Context else { return nil }
            return try await render(context, call)
        }
    }
}

/// All fillings of a program, by slot.
public struct PageSlots: Sendable {
    private let fillings: [String: [SlotFilling]]
    private let versions: [@Sendable (Identifier<Scope>?) -> String]

    /// Takes the fillings of every feature.
    public init(_ fillings: [SlotFilling]) {
        versions = fillings.compactMap(\.version)
        self.fillings = Dictionary(grouping: fillings) { $0.slot }.mapValues { $0.sorted { $0.order < $1.order } }
    }

    /// Nothing anywhere.
    public static let empty = PageSlots([])

    /// Whether anything is put into pages that are kept for strangers.
    var isShared: Bool { !versions.isEmpty }

    /// The version of all that is put into such pages of a shop.
    func version(of scope: Identifier<Scope>?) -> String { versions.map { $0(scope) }.joined(separator: "|") }

    /// What was put into a slot. A filling that fails is logged and left out: the page it is on matters more.
    func content<Context: Sendable>(of slot: PageSlot<Context>, _ context: Context, _ call: Call) async -> HTML {
        var content = HTML.empty
        for filling in fillings[slot.name] ?? [] {
            do {
                if let html = try await filling.render(context, call) { content += html }
            } catch {
                call.head.lacksFilling.withLock { $0 = true }
                call.logger.error("a slot was not filled", metadata: ["slot": "\(slot.name)", "error": "\(error)"])
            }
        }
        return content
    }
}

extension Call {
    /// What features have put into a slot of the page that answers this call.
    public func content<Context: Sendable>(of slot: PageSlot<Context>, _ context: Context) async -> HTML {
        await slots.content(of: slot, context, self)
    }

    /// What features have put into a slot that says nothing of itself.
    public func content(of slot: PageSlot<Void>) async -> HTML { await slots.content(of: slot, (), self) }
}
