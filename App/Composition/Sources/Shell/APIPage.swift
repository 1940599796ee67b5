import Foundation
import HTML
import Web

/// The OpenAPI document as a page: one row for each operation, from the same text that programs read.
struct APIPage {
    let document: String
    let words: Words

    private struct Operation {
        let method, path, summary: String
        let answers: [String]
    }

    var page: Page {
        let rows: [HTML] = operations.map { operation in
            """
            <tr><td><code>\(operation.method.uppercased())</code></td><td><code>\(operation.path)</code></td><td>\(operation.summary)</td>
            <td>\(operation.answers.joined(separator: " "))</td></tr>
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

    private var operations: [Operation] {
        guard let root = try? JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any],
            let paths = root["paths"] as? [String: [String: [String: Any]]]
        else { return [] }
        return paths.sorted { $0.key < $1.key }.flatMap { path, verbs in
            verbs.sorted { $0.key < $1.key }.map { verb, operation in
                let answers = (operation["responses"] as? [String: Any])?.keys.sorted() ?? []
                return Operation(
                    method: verb, path: path, summary: operation["summary"] as? String ?? "", answers: answers)
            }
        }
    }
}
