import HTML
import Jobs
import Kernel
import Web

/// What waits, runs and failed, and what comes round.
struct JobsPage {
    let call: Call
    let list: JobList
    private var words: Words { call.words }

    var page: Page {
        Page(
            words("operations.jobs"), section: .office, current: "/jobs",
            """
            <main class="office" id="main"><h1>\(words("operations.jobs"))</h1><p class="lead">\(words("operations.jobs-hint"))</p>
            \(tabs)\(jobs)\(pager)
            <h2>\(words("operations.schedules"))</h2>\(schedules)</main>
            """)
    }

    private func address(_ state: JobState) -> String { "/jobs?state=\(state.rawValue)" }

    private var tabs: HTML {
        let choices = JobState.allCases.map { state in
            FieldChoice(address(state), "\(words("operations.state-\(state.rawValue)")) (\(list.count(state)))")
        }
        return Tabs(words("operations.jobs"), choices, current: address(list.state)).html
    }

    private var jobs: HTML {
        if list.jobs.isEmpty { return EmptyState(words("operations.none-\(list.state.rawValue)")).html }
        let heads = ["job", "lane", "attempts", "when", "error", "action"].map {
            DataTable.Head(words("operations.\($0)"), isFigure: $0 == "attempts")
        }
        return DataTable(words("operations.jobs"), heads: heads, rows: list.jobs.map(row)).html
    }

    private func row(_ job: StoredJob) -> DataTable.Row {
        let attempt: HTML = job.state == .failed ? form("/jobs/\(job.id)/attempt", "operations.retry") : .empty
        let removal: HTML =
            job.isCancelled
            ? Badge(words("operations.stopping"), .attention).html
            : form("/jobs/\(job.id)/removal", job.state == .failed ? "operations.discard" : "operations.cancel")
        return DataTable.Row([
            name(job.name), "\(words("operations.lane-\(job.lane.rawValue)"))", "\(job.attempts)",
            moment(job.dueAt), "\(String((job.error ?? "").prefix(200)))", attempt + removal,
        ])
    }

    private func form(_ path: String, _ key: String) -> HTML {
        """
        <form method="post" action="\(path)" class="in-row">\(call.formToken)<button class="btn btn-outline">\(words(key))</button></form>
        """
    }

    /// What a job does, where its feature says so, and the name by which logs and engineers know it.
    private func name(_ name: String) -> HTML {
        let parts = name.split(separator: ".", maxSplits: 1)
        let key = parts.count == 2 ? "\(parts[0]).job.\(parts[1])" : name
        return words.has(key) ? "\(words(key))<br><code>\(name)</code>" : "<code>\(name)</code>"
    }

    /// `every 21600 s` and `daily 04:00 Europe/Rome` in the words of whoever reads.
    private func rule(_ rule: String) -> String {
        let parts = rule.split(separator: " ").map(String.init)
        switch (parts.first, parts.count) {
        case ("every", 3):
            guard let seconds = Int(parts[1]) else { return rule }
            if seconds % 3600 == 0 { return words("operations.every-hours", count: seconds / 3600) }
            if seconds % 60 == 0 { return words("operations.every-minutes", count: seconds / 60) }
            return words("operations.every-seconds", count: seconds)
        case ("daily", 3): return words("operations.daily", ["time": parts[1], "zone": parts[2]])
        default: return rule
        }
    }

    /// In UTC: jobs belong to no shop, and engineers compare them with logs.
    private func moment(_ instant: Instant) -> HTML {
        let text = instant.description
        return "<time datetime=\"\(text)\">\(String(text.prefix(19)).replacing("T", with: " "))</time>"
    }

    private var pager: HTML {
        let next = list.next.map { FieldChoice("\(address(list.state))&after=\($0)", words("operations.next")) }
        return Pager(words("operations.jobs"), previous: nil, next: next).html
    }

    private var schedules: HTML {
        if list.schedules.isEmpty { return EmptyState(words("operations.no-schedules")).html }
        let heads = ["schedule", "rule", "ran", "next-run", "error"].map { DataTable.Head(words("operations.\($0)")) }
        let rows = list.schedules.map { schedule in
            DataTable.Row([
                name(schedule.name), "\(rule(schedule.rule))", schedule.ranAt.map(moment) ?? "—",
                moment(schedule.nextAt), "\(String((schedule.error ?? "").prefix(200)))",
            ])
        }
        return DataTable(words("operations.schedules"), heads: heads, rows: rows).html
    }
}

/// That something failed in the background, on the first page of the office.
struct JobsNotice {
    let words: Words
    let failed: Int

    var html: HTML {
        """
        <article class="today-card is-bad"><h2>\(words("operations.jobs"))</h2><p class="figure">\(failed)</p>
        <p><a href="/jobs?state=failed">\(words("operations.failed", count: failed))</a></p></article>
        """
    }
}
