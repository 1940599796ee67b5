import Kernel
import Web

/// `/devices`: the tablets of the shops.
struct DeviceRoutes: Sendable {
    let devices: Devices
    let ports: Accounts.Ports

    struct NewDevice: Input {
        let name: String
        let shop: Identifier<Scope>
        /// Nil is whatever a board may do. A form sends what is ticked, so that nothing ticked is nothing.
        let permissions: [String]?

        init(_ fields: inout FieldReader) {
            name = fields.text("name", limit: 64)
            shop = fields.id("store_id")
            let ticked = fields.optional("permissions") { $0.texts("permissions", limit: 80, least: 1, most: 100) }
            permissions = fields.isForm ? ticked ?? [] : ticked
        }
    }

    /// The devices of the shops that the caller may manage.
    struct List: JSONWritable {
        let devices: [DeviceView]
        static let example = List(devices: [.example])
        func write(to json: inout JSONWriter) { json.member("devices", devices) }
    }

    var routes: [Route] {
        let access = Access.holders(of: .manageDevices)
        return [
            .get("/devices", "The tablets of the shop.", access: access, answer: List.self) { call in
                let list = List(devices: try await devices.list(within: reach(call)))
                return .value(list, call, page: { page(call, list, nil).page })
            },
            .change(
                .post, "/devices", "Adds a tablet and gives the code by which it is paired.", access: access,
                body: NewDevice.self, answer: DevicePairing.self, status: 201
            ) { call, new in
                let pairing = try await devices.add(
                    name: new.name, shop: new.shop, permissions: new.permissions, by: call.principal.actor,
                    within: reach(call))
                return .value(pairing, call, status: 201, page: { CodePage(call: call, pairing: pairing).page })
            }
            .returning { call, problem in
                page(call, List(devices: try await devices.list(within: reach(call))), problem).page
            },
            .change(
                .put, "/devices/{id}/pairing", "Gives a tablet a new code.", access: access, body: NoInput.self,
                answer: DevicePairing.self, refusals: [.notFound]
            ) { call, _ in
                let pairing = try await devices.renewCode(of: call.id("id"), within: reach(call))
                return .value(pairing, call, page: { CodePage(call: call, pairing: pairing).page })
            },
            .change(
                .delete, "/devices/{id}", "Ends a tablet's access at once.", access: access, body: NoInput.self,
                answer: Done.self, refusals: [.notFound]
            ) { call, _ in
                _ = try await devices.remove(call.id("id"), within: reach(call))
                return .done(Done(), call, to: "/devices")
            },
        ]
    }

    private func reach(_ call: Call) -> Reach { Reach(of: call.principal, for: .manageDevices) }

    private func page(_ call: Call, _ list: List, _ problem: Problem?) -> DevicesPage {
        let reach = reach(call)
        return DevicesPage(
            call: call, devices: list.devices, shops: ports.shops().filter { reach.covers($0.id) },
            permissions: devices.boardPermissions.map(\.name).sorted(), problem: problem)
    }
}
