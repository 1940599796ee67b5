/// Writes numbers as Prometheus reads them (text exposition format 0.0.4).
struct PrometheusText {
    private(set) var text = ""

    /// A name in the letters that Prometheus allows, with a suffix that it has once.
    static func name(_ label: String, suffix: String) -> String {
        var bytes = label.utf8.map { byte -> UInt8 in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: ":"): byte
            default: UInt8(ascii: "_")
            }
        }
        if bytes.first.map({ (48...57).contains($0) }) ?? true { bytes.insert(UInt8(ascii: "_"), at: 0) }
        let name = String(decoding: bytes, as: UTF8.self)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// A label's value as it stands between quotation marks.
    static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private mutating func add(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    /// The requests of every route that had any.
    mutating func add(_ meters: [RequestMeter]) {
        let used = meters.map {
            (labels: "route=\"\(Self.escaped($0.route))\",method=\"\($0.method)\"", count: $0.reading)
        }
        .filter { !$0.count.statuses.isEmpty }.sorted { $0.labels < $1.labels }
        text += "# HELP http_requests_total Requests by route and status.\n# TYPE http_requests_total counter\n"
        for (labels, count) in used {
            for (status, number) in count.statuses.sorted(by: { $0.key < $1.key }) {
                add("http_requests_total", "\(labels),status=\"\(status)\"", String(number))
            }
        }
        text += "# HELP http_request_duration_seconds Time from the head of the request until its answer is ready.\n"
        text += "# TYPE http_request_duration_seconds histogram\n"
        for (labels, count) in used { add("http_request_duration_seconds", labels, count.times.lines) }
    }

    private mutating func add(
        _ name: String, _ labels: String, _ lines: [(suffix: String, label: (String, String)?, value: String)]
    ) {
        for line in lines {
            let own = line.label.map { "\($0.0)=\"\($0.1)\"" }
            add(name + line.suffix, [labels, own ?? ""].filter { !$0.isEmpty }.joined(separator: ","), line.value)
        }
    }

    /// What is counted through swift-metrics.
    mutating func add(_ series: [Metrics.Series: any MetricReading]) {
        var last = ""
        for (series, reading) in series.sorted(by: { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }) {
            if series.name != last { text += "# TYPE \(series.name) \(reading.kind)\n" }
            last = series.name
            add(series.name, series.labels, reading.lines())
        }
    }

    /// A number that was asked for just now.
    mutating func add(gauge name: String, _ value: Double) {
        text += "# TYPE \(name) gauge\n"
        add(name, "", "\(value)")
    }
}
