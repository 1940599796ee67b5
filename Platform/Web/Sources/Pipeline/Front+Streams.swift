import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore

extension Front {
    /// Bytes of a file that are read at once.
    private static let piece = 64 << 10

    /// A file, or the part of it that is asked for.
    func file(_ url: URL, _ type: String, _ headers: HTTPFields, _ request: Request) async throws -> Response {
        let (file, size, tag) = try await opened(url)
        var headers = headers
        headers[.acceptRanges] = "bytes"
        headers[.eTag] = tag
        if isKnown(tag, request) { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = type
        let isPlain = request.method == .get
        switch ByteRange(
            isPlain ? request.headers[.range] : nil, condition: request.headers[.ifRange], tag: tag, size: size)
        {
        case .whole:
            return Response(status: .ok, headers: headers, body: Self.body(of: file, 0..<size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Response(status: .partialContent, headers: headers, body: Self.body(of: file, range))
        case .unsatisfiable:
            return Response(
                status: .rangeNotSatisfiable, headers: [.contentRange: "bytes */\(size)", .cacheControl: "no-store"])
        }
    }

    /// An open file with its size, and a tag that changes with size and time.
    private func opened(_ url: URL) async throws -> (DiskFile, size: Int, tag: String) {
        do {
            let file = try await DiskFile.open(url.path)
            let status = try file.status()
            guard status.st_mode & S_IFMT == S_IFREG else { throw AppError.notFound() }
            let time = status.st_mtim
            let parts = [Int(status.st_size), time.tv_sec, time.tv_nsec].map { String($0, radix: 36) }
            return (file, Int(status.st_size), "\"\(parts.joined(separator: "-"))\"")
        } catch let failure as DiskFile.Failure where failure.isMissing {
            throw AppError.notFound()
        }
    }

    private static func body(of file: DiskFile, _ range: Range<Int>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { writer in
            var position = range.lowerBound
            while position < range.upperBound {
                let bytes = try await file.read(at: position, count: min(piece, range.upperBound - position))
                // A file that became shorter: what was promised cannot be kept, and the client must see it.
                guard !bytes.isEmpty else { throw DiskFile.Failure(code: EIO) }
                position += bytes.count
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.finish(nil)
        }
    }

    /// An answer that is written while it is sent.
    func produced(
        _ produce: @escaping @Sendable (inout BodyWriter) async throws -> Void, _ type: String, _ headers: HTTPFields,
        _ call: Call
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        return Response(
            status: .ok, headers: headers,
            body: .init { writer in
                do {
                    var body = BodyWriter(writer)
                    try await produce(&body)
                    try await body.finish()
                } catch {
                    call.logger.notice("an answer broke off", metadata: ["error": "\(error)"])
                    throw error
                }
            })
    }

    /// Events, as they come.
    func open(_ stream: EventStream, _ call: Call, _ headers: HTTPFields) throws -> Response {
        let reader = LiveReader(call.principal)
        guard let place = streams.enter(call.principal.isKnown ? call.principal.actor : call.client),
            let events = stream.channel.subscribe(to: stream.topic, first: stream.first, reader: reader)
        else {
            throw AppError.unavailable("web.busy", retryAfter: 10)
        }
        var headers = headers
        headers[.contentType] = "text/event-stream"
        // nginx would hold events back otherwise.
        headers[.accelBuffering] = "no"
        return Response(
            status: .ok, headers: headers,
            body: .init { writer in
                for event in try await stream.missed() { try await writer.write(event.buffer) }
                for await buffer in events { try await writer.write(buffer) }
                try await writer.finish(nil)
                withExtendedLifetime(place) {}
            })
    }
}
