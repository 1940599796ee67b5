/// A route as it is served at one path; one reference, because every request waits with it.
final class ServedRoute: Sendable {
    let route: Route
    let policy: Policy.Effective
    /// Below `/api/v1`.
    let isAPI: Bool
    let meter: RequestMeter
    /// What a trace calls it: `PUT /greetings/{id}`.
    let name: String
    /// The names of the parameters in its path, in order.
    let parameters: [String]

    init(_ route: Route, _ policy: Policy.Effective, isAPI: Bool, meter: RequestMeter) {
        self.route = route
        self.policy = policy
        self.isAPI = isAPI
        self.meter = meter
        name = "\(meter.method) \(meter.route)"
        parameters = route.parameters
    }
}
