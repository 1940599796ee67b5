public import HTML
import Logging

/// A hole in a page that one feature offers and others fill. `Context` is what the page says of itself: an id, or nothing.
public struct PageSlot<Context: Sendable>: Sendable, Hashable {
    /// The name, with the domain before a dot: `tracking.below-promise`.
    public let name: String

    /// A slot by its name. It is declared where both features can see it: in the platform or the domain.
    public init(_ name: StaticString) { self.name = name.description }
}

/// What a feature puts into a slot.
public struct SlotFilling: Sendable {
    /// The name of the slot.
    public let slot: String
    /// Where it stands among several: lower comes first.
    public let order: Int
    let render: @Sendable (any Sendable, Call) async throws -> HTML?

    /// Fills a slot; nil fills nothing this time.
    public init<Context>(
        _ slot: PageSlot<Context>, order: Int = 0,
        _ render: @escaping @Sendable (Context, Call) async throws -> HTML?
    ) {
        self.slot = slot.name
        self.order = order
        self.render = { context, call in
            guard let context = context as? Context else { return nil }
            return try await render(context, call)
        }
    }
}

/// All fillings of a program, by slot.
public struct PageSlots: Sendable {
    private let fillings: [String: [SlotFilling]]

    /// Takes the fillings of every feature.
    public init(_ fillings: [SlotFilling]) {
        self.fillings = Dictionary(grouping: fillings) { $0.slot }.mapValues { $0.sorted { $0.order < $1.order } }
    }

    /// Nothing anywhere.
    public static let empty = PageSlots([])

    /// What was put into a slot. A filling that fails is logged and left out: the page it is on matters more.
    func content<Context: Sendable>(of slot: PageSlot<Context>, _ context: Context, _ call: Call) async -> HTML {
        var content = HTML.empty
        for filling in fillings[slot.name] ?? [] {
            do {
                if let html = try await filling.render(context, call) { content += html }
            } catch {
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
