import FeatureKit
import Kernel
import Orders
import Web

/// Moves the clock of a simulation. This feature exists only when the program was started with a simulated clock, which production refuses.
struct Simulation: Feature {
    static let name = "simulation"

    let clock: ManualClock
    let orders: Orders

    struct Moment: Input {
        let now: Instant?
        init(_ fields: inout FieldReader) {
            now = fields.instant("now")
            if now == nil { fields.refuse("now", "missing") }
        }
    }

    /// What time it is.
    struct Reading: JSONWritable {
        let now: Instant
        let refused: Int
        static let example = Reading(now: Instant(seconds: 1_420_110_000), refused: 0)
        func write(to json: inout JSONWriter) {
            json.member("now", now)
            json.member("refused_overdue", refused)
        }
    }

    var routes: [Route] {
        [
            .change(.put, "/clock", "Sets the simulated clock.", surface: .api, body: Moment.self, answer: Reading.self)
            {
                _, moment in
                if let now = moment.now { clock.set(now) }
                return .json(Reading(now: clock.clock.now(), refused: try await orders.refuseOverdue()))
            }
        ]
    }
}
