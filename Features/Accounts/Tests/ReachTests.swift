import Database
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Who runs one shop")
struct ReachTests {
    static let centre = Reach([Desk.centre])
    static let elsewhere = AppError(.forbidden, "accounts.works-elsewhere")

    @Test("Sees and changes who works there and nowhere else", arguments: TestEngine.all)
    func staff(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, cook) async throws in
            let register = desk.register
            let here = try await desk.hire("carla", RoleHolding(.counter, in: Desk.centre))
            let both = try await desk.hire(
                "bruno", RoleHolding(.driver, in: Desk.centre), RoleHolding(.driver, in: Desk.station))
            let there = try await desk.hire("tino", RoleHolding(.kitchen, in: Desk.station))
            #expect(try await register.everybody(within: Self.centre) == [both, here])
            #expect(try await register.member(here.id, within: Self.centre) == here)
            for foreign in [mama, cook, there] {
                await #expect(throws: AppError.notFound()) {
                    _ = try await register.member(foreign.id, within: Self.centre)
                }
                await #expect(throws: AppError.notFound()) {
                    _ = try await register.setSuspended(true, foreign.id, within: Self.centre)
                }
                await #expect(throws: AppError.notFound()) {
                    _ = try await register.setPassword("new-password", of: foreign.id, within: Self.centre)
                }
            }
            await #expect(throws: Self.elsewhere) { _ = try await register.remove(both.id, within: Self.centre) }
            await #expect(throws: Self.elsewhere) {
                _ = try await register.change(
                    both.id, name: "X", roles: [RoleHolding(.manager, in: Desk.centre)], within: Self.centre)
            }
            let promoted = try await register.change(
                here.id, name: "Carla", roles: [RoleHolding(.manager, in: Desk.centre)], within: Self.centre)
            #expect(promoted.roles == [RoleHolding(.manager, in: Desk.centre)])
            #expect(try await register.setSuspended(true, here.id, within: Self.centre).isSuspended)
            #expect(try await register.everybody() == [both, promoted.suspended, mama, there, cook])
        }
    }

    @Test("Gives roles there and nowhere else", arguments: TestEngine.all)
    func roles(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            for roles in [[RoleHolding(.kitchen)], [RoleHolding(.kitchen, in: Desk.station)]] {
                await #expect(throws: AppError.invalid([.init("roles", "not-yours")])) {
                    _ = try await desk.register.add(
                        signIn: "a1", name: "X", roles: roles, password: Desk.password, within: Self.centre)
                }
            }
            let member = try await desk.register.add(
                signIn: "a1", name: "X", roles: [RoleHolding(.owner, in: Desk.centre)], password: Desk.password,
                within: Self.centre)
            let principal = try #require(try await desk.sessions.identify(desk.enter("a1").token))
            #expect(principal.grants == Grants(everywhere: [], within: [Desk.centre: Set(Desk.permissions)]))
            #expect(Reach(of: principal, for: .manageStaff).shops == [Desk.centre])
            #expect(Reach(of: principal, for: Permission("accounts.other", for: [])).shops == [])
            #expect(member.roles == [RoleHolding(.owner, in: Desk.centre)])
        }
    }

    @Test("Nobody gives, or takes over, a right that they do not have", arguments: TestEngine.all)
    func beyond(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, cook) async throws in
            // A program that may manage staff and devices, and cook: no more.
            let rights: Set<Permission> = [.manageStaff, .manageDevices, Desk.cook, Desk.look]
            let program = Principal(kind: .program, id: "1", name: "HR", grants: Grants(everywhere: rights))
            let (staff, devices) = (
                Reach(of: program, for: .manageStaff), Reach(of: program, for: .manageDevices)
            )
            let register = desk.register
            let notYours = AppError.invalid([.init("roles", "not-yours")])
            for role in [Role.owner, .manager] {
                await #expect(throws: notYours) {
                    _ = try await register.add(
                        signIn: "a1", name: "X", roles: [RoleHolding(role)], password: Desk.password, within: staff)
                }
                await #expect(throws: notYours) {
                    _ = try await register.change(cook.id, name: "X", roles: [RoleHolding(role)], within: staff)
                }
            }
            let mayMore = AppError(.forbidden, "accounts.may-more")
            await #expect(throws: mayMore) {
                _ = try await register.setPassword("new-password", of: mama.id, within: staff)
            }
            await #expect(throws: mayMore) { _ = try await register.setSuspended(true, mama.id, within: staff) }
            await #expect(throws: mayMore) { _ = try await register.remove(mama.id, within: staff) }
            await #expect(throws: mayMore) {
                _ = try await register.change(mama.id, name: "X", roles: [RoleHolding(.kitchen)], within: staff)
            }
            #expect(try await register.everybody() == [mama, cook])
            let helper = try await register.add(
                signIn: "a1", name: "X", roles: [RoleHolding(.kitchen, in: Desk.centre)], password: Desk.password,
                within: staff)
            #expect(try await register.setPassword("new-password", of: helper.id, within: staff) == helper)

            let tablet = try await desk.devices.add(
                name: "Forno", shop: Desk.centre, permissions: nil, by: "staff:x", within: devices)
            let weak = Reach(
                of: Principal(kind: .program, id: "2", name: "IT", grants: Grants(everywhere: [.manageDevices])),
                for: .manageDevices)
            await #expect(throws: AppError.invalid([.init("permissions", "not-yours")])) {
                _ = try await desk.devices.add(
                    name: "B", shop: Desk.centre, permissions: nil, by: "program:2", within: weak)
            }
            await #expect(throws: mayMore) { _ = try await desk.devices.renewCode(of: tablet.id, within: weak) }
            #expect(try await desk.devices.list(within: .everywhere).count == 1)
        }
    }

    @Test("What is about all shops together is given by no role in one of them", arguments: TestEngine.all)
    func ofAllShops(_ engine: TestEngine) async throws {
        let jobs = Permission("accounts.jobs", for: [], ofAllShops: true)
        let duties = Duties(Desk.permissions + [jobs])
        let (one, all) = (duties.grants([RoleHolding(.owner, in: Desk.centre)]), duties.grants([RoleHolding(.owner)]))
        #expect(!one.allow(jobs, in: Desk.centre) && !one.allow(jobs, in: nil))
        #expect(one.scopes(of: jobs) == [])
        #expect(all.allow(jobs, in: Desk.centre) && all.scopes(of: jobs) == nil)
        #expect(all.cover(one) && one.cover(one) && !one.cover(all))
        try await Desk.open(engine) { (desk, _, _) async throws in
            let keys = APIKeys(
                database: desk.database, clock: desk.clock.clock, entropy: desk.entropy, duties: duties)
            await #expect(throws: AppError.invalid([.init("permissions", "not-a-choice")])) {
                _ = try await keys.add(
                    name: "X", permissions: [jobs.name], shop: Desk.centre, expiresAt: nil, by: nil)
            }
            #expect(try await keys.list() == [])
        }
    }

    @Test("A shop that is gone takes its roles, devices and keys with it, and widens none", arguments: TestEngine.all)
    func shopGone(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let member = try await desk.hire("carla", RoleHolding(.counter, in: Desk.station))
            _ = try await desk.devices.add(
                name: "Forno", shop: Desk.station, permissions: nil, by: "staff:x", within: .everywhere)
            _ = try await desk.keys.add(
                name: "Cassa", permissions: [Desk.look.name], shop: Desk.station, expiresAt: nil, by: nil)
            let opened = try await desk.enter("carla")
            try await desk.database.write { _ = try $0.execute("DELETE FROM stores WHERE id = \(Desk.station)") }
            #expect(try await desk.register.member(member.id).roles == [])
            #expect(try await desk.sessions.identify(opened.token)?.grants == Grants(everywhere: []))
            #expect(try await desk.devices.list(within: .everywhere).isEmpty)
            #expect(try await desk.keys.list().isEmpty)
        }
    }

    @Test("A role may do what the permissions say that name it, and the owner all that is declared")
    func duties() {
        let bake = Permission("kitchen.bake", for: [.kitchen, .manager, .board])
        let close = Permission("kitchen.close", for: [])
        let duties = Duties([bake, close])
        #expect(duties.permissions(of: .owner) == [bake, close])
        #expect(duties.permissions(of: .manager) == [bake])
        #expect(duties.permissions(of: .kitchen) == [bake])
        #expect(duties.permissions(of: .board) == [bake])
        #expect(duties.permissions(of: .driver) == [])
        #expect(duties.permissions(of: Role(rawValue: "stranger")) == [])
        #expect(duties.grants([]) == Grants.none)
    }
}

extension StaffMember {
    fileprivate var suspended: StaffMember {
        StaffMember(id: id, signIn: signIn, name: name, isSuspended: true, roles: roles)
    }
}
