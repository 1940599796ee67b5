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
    public var offer: OfferedSlot {
        OfferedSlot(name: name, isShared: isShared, context: String(reflecting: Context.self))
    }
}

/// A slot that a page of a feature has, without what it says of itself.
public struct OfferedSlot: Sendable, Hashable {
    /// The name.
    public let name: String
    /// Whether the page is one that every stranger gets alike.
    public let isShared: Bool
    /// The name of the type of what the page says of itself.
    let context: String
}

/// What a piece of a page needs beyond what the page loads by itself.
public struct PageNeeds: Sendable, Hashable {
    /// The names of style sheets.
    public var styles: [String]
    /// The names of scripts.
    public var scripts: [String]
    /// Whether it listens to a stream of events.
    public var isLive: Bool

    /// Nothing, but for what is said.
    public init(styles: [String] = [], scripts: [String] = [], isLive: Bool = false) {
        self.styles = styles
        self.scripts = scripts
        self.isLive = isLive
    }

    /// Adds what another piece needs, once.
    mutating func add(_ other: PageNeeds) {
        styles += other.styles.filter { !styles.contains($0) }
        scripts += other.scripts.filter { !scripts.contains($0) }
        isLive = isLive || other.isLive
    }
}

/// What was put into the slots of one page.
struct FilledSlots: Sendable {
    /// What the page needs for it.
    var needs = PageNeeds()
    /// Whether something that belongs there could not be put there, so that nobody else is to see the page so.
    var isIncomplete = false
}

/// What a feature puts into a slot.
public struct SlotFilling: Sendable {
    /// The slot.
    public let slot: OfferedSlot
    /// Where it stands among several: lower comes first.
    public let order: Int
    /// The version of what it shows in a shop, which a page that is kept for strangers is kept no longer than; nil for a page that is not.
    public let version: (@Sendable (Identifier<Scope>?) -> String)?
    /// What the page needs to show it.
    public let needs: PageNeeds
    let render: @Sendable (any Sendable, Call) async throws -> HTML?

    /// Fills a slot; nil fills nothing this time. What it `needs` is loaded by whatever page it stands on.
    ///
    /// A slot that is shared wants a `version`: what it shows must be the same for every stranger as long as that stays the same, and costs
    /// no more to ask than to read what is in memory. What is somebody's own is fetched by the page itself, as the bar with the cart is.
    public init<Context>(
        _ slot: PageSlot<Context>, order: Int = 0, needs: PageNeeds = PageNeeds(),
        version: (@Sendable (Identifier<Scope>?) -> String)? = nil,
        _ render: @escaping @Sendable (Context, Call) async throws -> HTML?
    ) {
        self.slot = slot.offer
        self.order = order
        self.version = version
        self.needs = needs
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
        self.fillings = Dictionary(grouping: fillings) { $0.slot.name }.mapValues { $0.sorted { $0.order < $1.order } }
    }

    /// Nothing anywhere.
    public static let empty = PageSlots([])

    /// What is put into a slot, in order.
    func fillings(of name: String) -> [SlotFilling] { fillings[name] ?? [] }

    /// Whether anything is put into pages that are kept for strangers.
    var isShared: Bool { !versions.isEmpty }

    /// The version of all that is put into such pages of a shop.
    func version(of scope: Identifier<Scope>?) -> String { versions.map { $0(scope) }.joined(separator: "|") }

    /// What was put into a slot. A filling that fails is logged and left out: the page it is on matters more.
    func content<Context: Sendable>(of slot: PageSlot<Context>, _ context: Context, _ call: Call) async -> HTML {
        var content = HTML.empty
        for filling in fillings[slot.name] ?? [] {
            do {
                guard let html = try await filling.render(context, call) else { continue }
                content += html
                call.head.filled.withLock { $0.needs.add(filling.needs) }
            } catch {
                call.head.filled.withLock { $0.isIncomplete = true }
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

    /// Whether any feature puts something into a slot.
    public func isFilled<Context: Sendable>(_ slot: PageSlot<Context>) -> Bool {
        !slots.fillings(of: slot.name).isEmpty
    }

    /// Loads what a slot needs although nothing is in it yet: its page fetches it later.
    public func load<Context: Sendable>(_ slot: PageSlot<Context>) {
        for filling in slots.fillings(of: slot.name) { head.filled.withLock { $0.needs.add(filling.needs) } }
    }

    /// What the page that answers this call needs for what has been put into its slots.
    public var needs: PageNeeds { head.filled.withLock { $0.needs } }
}
