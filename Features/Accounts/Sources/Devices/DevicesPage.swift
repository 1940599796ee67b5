import HTML
import Kernel
import Web

/// The tablets of the shops, and the form that adds one.
struct DevicesPage {
    let call: Call
    let devices: [DeviceView]
    let shops: [Accounts.Shop]
    /// The names of what a board may do.
    let permissions: [String]
    let problem: Problem?
    private var words: Words { call.words }

    private var form: OfficeForm { OfficeForm(words: words, problem: problem) }

    var page: Page {
        Page(
            words("accounts.devices"), section: .office, current: "/devices",
            """
            <main class="office" id="main">
              <h1>\(words("accounts.devices"))</h1>
              <p>\(words("accounts.devices-hint"))</p>
              \(form.notice)
              \(table)
              <h2>\(words("accounts.add-device"))</h2>
              \(shops.isEmpty ? EmptyState(words("accounts.no-shop")).html : fields)
            </main>
            """)
    }

    private var table: HTML {
        if devices.isEmpty {
            return EmptyState(words("accounts.no-devices"), hint: words("accounts.no-devices-hint")).html
        }
        let heads = ["accounts.device", "accounts.last-seen", "accounts.action"].map { DataTable.Head(words($0)) }
        return DataTable(words("accounts.devices"), heads: heads, rows: devices.map(row)).html
    }

    private func row(_ device: DeviceView) -> DataTable.Row {
        let shop = shops.first { $0.id == device.shop }
        let place: HTML = shops.count > 1 ? "<br><small>\(shop?.name ?? "")</small>" : .empty
        let seen: HTML =
            device.lastSeenAt.map { "\(words.moment($0, in: shop?.zone ?? .utc, now: call.now))" }
            ?? Badge(words("accounts.not-paired"), .attention).html
        let browser: HTML = device.browser.map { "<br><small>\($0)</small>" } ?? .empty
        let code = OfficeButton(
            call: call, action: "/devices/\(device.id)/pairing", label: words("accounts.new-code"))
        let end = OfficeButton(call: call, action: "/devices/\(device.id)/removal", label: words("accounts.end"))
        return DataTable.Row([
            "<strong>\(device.name)</strong>\(place)", "\(seen)\(browser)",
            "<div class=\"office-actions\">\(code.html)\(end.html)</div>",
        ])
    }

    private var fields: HTML {
        let isBack = problem != nil
        let name = form.field(
            "name", words("accounts.device-name"), value: isBack ? call.typed("name") : "", limit: 64,
            hint: words("accounts.device-name-hint"))
        let shop = form.shop(
            "store_id", shops, coversAll: false,
            chosen: isBack ? call.typed("store_id") : call.scope?.description ?? "")
        let boxes = form.permissions(
            permissions, ticked: Set(isBack ? call.ticked("permissions") : permissions))
        return """
            <form method="post" action="/devices" class="office-form">\(call.formToken)
              \(name)\(shop)\(boxes)
              <button class="btn btn-primary">\(words("accounts.add-device"))</button>
            </form>
            """
    }
}

/// The code of a device, shown once.
struct CodePage {
    let call: Call
    let pairing: DevicePairing

    var page: Page {
        let words = call.words
        let minutes = String(Devices.pairing.minutes)
        return Page(
            pairing.name, section: .office, current: "/devices",
            """
            <main class="office" id="main">
              <h1>\(pairing.name)</h1>
              <p>\(words("accounts.code-where")) <strong><a href="/devices/pairing">/devices/pairing</a></strong></p>
              <p class="office-code" aria-label="\(words("accounts.code"))">\(pairing.code.prefix(4)) \(pairing.code.suffix(4))</p>
              <p>\(words("accounts.code-hint", ["minutes": minutes]))</p>
              <p><a class="btn btn-outline" href="/devices">\(words("accounts.devices"))</a></p>
            </main>
            """)
    }
}
