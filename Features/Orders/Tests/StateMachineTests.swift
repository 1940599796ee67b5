import Contracts
import Kernel
import Shop
import Testing
import Web

@testable import Orders

@Suite("The life of an order")
struct StateMachineTests {
    static func steps(_ state: OrderState, _ mode: ServiceMode) -> [Transition] {
        Transition.table.filter { $0.from == state && $0.modes.contains(mode) }
    }

    @Test(
        "Every state is reached from the first, and every one that is not final leads on",
        arguments: ServiceMode.allCases)
    func reachable(_ mode: ServiceMode) {
        var reached: Set<OrderState> = [.placed]
        for _ in OrderState.allCases {
            reached.formUnion(reached.flatMap { Self.steps($0, mode) }.map(\.to))
        }
        #expect(reached == Set(OrderState.allCases).subtracting(mode == .pickup ? [.out] : []))
        for state in reached where !state.isFinal {
            #expect(Self.steps(state, mode).contains { $0.verb != .undo && !$0.to.isGivenUp }, "\(state)")
        }
    }

    @Test("What is given up stays so; what is handed over can only be taken back")
    func finalStates() {
        for state in OrderState.allCases where state.isGivenUp { #expect(Self.steps(state, .pickup) == []) }
        for mode in ServiceMode.allCases { #expect(Self.steps(.delivered, mode).map(\.verb) == [.undo]) }
    }

    @Test("An order can be given up until it is handed over", arguments: ServiceMode.allCases)
    func wayOut(_ mode: ServiceMode) {
        let open = OrderState.allCases.filter { !$0.isFinal && !($0 == .out && mode == .pickup) }
        #expect(open.count == (mode == .delivery ? 5 : 4))
        for state in open { #expect(Self.steps(state, mode).contains { $0.to.isGivenUp }, "\(state)") }
    }

    @Test("Taking back leads where the step came from, for whoever may take the step", arguments: ServiceMode.allCases)
    func undo(_ mode: ServiceMode) {
        let undos = Transition.table.filter { $0.verb == .undo && $0.modes.contains(mode) }
        #expect(undos.count == (mode == .delivery ? 5 : 4))
        for undo in undos {
            let forward = Transition.table.filter {
                $0.from == undo.to && $0.to == undo.from && $0.modes.contains(mode) && $0.verb != .undo
            }
            #expect(forward.count == 1)
            #expect(forward.map(\.who) == [undo.who])
        }
    }

    @Test("One state, one verb, one mode: one next state, and nobody twice", arguments: ServiceMode.allCases)
    func deterministic(_ mode: ServiceMode) {
        var found = 0
        for state in OrderState.allCases {
            for verb in OrderVerb.allCases {
                let steps = Transition.steps(verb, from: state, mode)
                found += steps.count
                if !steps.isEmpty { #expect(Set(steps.map(\.to)).count == 1, "\(state) \(verb)") }
                #expect(Set(steps.map(\.who)).count == steps.count, "\(state) \(verb)")
            }
        }
        // Every row of the table for this mode, each once.
        #expect(found == Transition.table.filter { $0.modes.contains(mode) }.count)
        #expect(found == (mode == .delivery ? 19 : 16))
    }

    @Test("Customers may only cancel, and the clock may only let an order expire")
    func who() {
        let customer = Transition.table.filter { $0.who == .customer }
        #expect(Set(customer.map(\.verb)) == [.cancel])
        #expect(Set(customer.map(\.from)) == [.placed, .accepted])
        #expect(Transition.table.filter { $0.who == .system }.map(\.verb) == [.expire])
        for state in OrderState.allCases where !state.isFinal {
            #expect(Self.steps(state, .delivery).contains { $0.verb == .cancel && $0.who == .staff(.cancelOrders) })
        }
    }

    @Test("Every step that staff may take has its resource, and its way back")
    func resources() {
        let staff = Transition.table.filter { if case .staff = $0.who { true } else { false } }
        #expect(Set(staff.map(\.verb)).subtracting([.undo]) == Set(StepRoutes.resources.map(\.verb)))
        for resource in StepRoutes.resources {
            for step in staff where step.verb == resource.verb {
                #expect(step.who == .staff(resource.access), "\(resource.name)")
            }
            let canUndo = Transition.table.contains { undo in
                undo.verb == .undo && staff.contains { $0.verb == resource.verb && $0.to == undo.from }
            }
            #expect(resource.canUndo == canUndo, "\(resource.name)")
        }
    }
}
