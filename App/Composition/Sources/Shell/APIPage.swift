import HTML
import Web

/// The OpenAPI document as a page: one row for each operation.
struct APIPage {
    let entries: [OpenAPI.Entry]
    let words: Words

    var page: Page {
        let rows: [HTML] = entries.map { entry in
            """
            <tr><td><code>\(entry.method)</code></td><td><code>\(entry.path)</code></td><td>\(entry.summary)</td>
            <td>\(entry.statuses.map(String.init).joined(separator: " "))</td></tr>
            """
        }
        return Page(
            "API", section: .office,
            """
            <main class="office" id="main"><h1>API</h1><p>\(words("shell.api-hint")) <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
            <div class="table-scroll" tabindex="0" role="region" aria-label="API"><table class="table"><thead><tr><th scope="col">\(words("shell.api-method"))</th><th scope="col">\(words("shell.api-path"))</th>
            <th scope="col">\(words("shell.api-what"))</th><th scope="col">\(words("shell.api-answers"))</th></tr></thead><tbody>\(rows)</tbody></table></div></main>
            """)
    }
}
