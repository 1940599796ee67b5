import Shop
import Testing

@testable import Orders

@Suite struct TransitionTableTests {
    @Test func everyOpenStateHasAWayOnAndAWayOut() {
        for mode in ServiceMode.allCases {
            for state in OrderState.allCases where !state.isFinal && !(state == .out && mode == .pickup) {
                let steps = Transition.table.filter { $0.from == state && $0.modes.contains(mode) }
                #expect(steps.contains { $0.verb != .undo && $0.verb != .cancel }, "\(state) \(mode)")
                #expect(steps.contains { $0.to.isGivenUp }, "\(state) \(mode)")
            }
        }
    }

    @Test func whatIsGivenUpStaysSo() {
        #expect(!Transition.table.contains { $0.from.isGivenUp })
    }

    @Test func undoLeadsBackToWhereTheStepCameFrom() {
        for undo in Transition.table where undo.verb == .undo {
            for mode in undo.modes {
                #expect(
                    Transition.table.contains {
                        $0.from == undo.to && $0.to == undo.from && $0.verb != .undo && $0.modes.contains(mode)
                    }, "\(undo.from) back to \(undo.to)")
            }
        }
    }

    @Test func aCustomerMayGiveUpOnlyBeforeTheKitchenBegins() {
        let states = Set(Transition.table.filter { $0.who == .customer }.map(\.from))
        #expect(states == [.placed, .accepted])
        #expect(Transition.table.filter { $0.who == .system }.map(\.from) == [.placed])
    }
}
