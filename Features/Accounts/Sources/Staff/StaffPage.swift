import HTML
import Kernel
import Web

/// The list of staff.
struct StaffPage {
    let call: Call
    let ports: Accounts.Ports
    let staff: StaffRoutes.Staff
    private var words: Words { call.words }

    var page: Page {
        Page(
            words("accounts.staff"), section: .office, current: "/staff",
            """
            <main class="office" id="main">
              <h1>\(words("accounts.staff"))</h1>\(OfficeForm.saved(call))
              <p><a class="btn btn-primary" href="/staff/new">\(words("accounts.add"))</a></p>
              \(table)
            </main>
            """)
    }

    private var table: HTML {
        if staff.members.isEmpty { return EmptyState(words("accounts.nobody")).html }
        let heads = ["accounts.person", "accounts.name", "accounts.roles"].map { DataTable.Head(words($0)) }
        return DataTable(words("accounts.staff"), heads: heads, rows: staff.members.map(row)).html
    }

    private func row(_ member: StaffMember) -> DataTable.Row {
        let mark: HTML = member.isSuspended ? Badge(words("accounts.suspended"), .attention).html : .empty
        return DataTable.Row(
            [
                "<a href=\"/staff/\(member.id)\">\(member.name)</a> \(mark)", "\(member.signIn)",
                "\(RoleNames(words: words, shops: ports.shops()).text(member.roles))",
            ], isFresh: call.queryValue("saved") == member.id.description)
    }
}
