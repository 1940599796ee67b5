import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

extension Front {
    /// Reads a body as the policy of its route lets it be.
    func readBody(_ call: inout Call, _ request: Request, _ context: FrontContext, _ served: ServedRoute) async throws {
        if request.headers[.expect]?.lowercased() == "100-continue" { context.connection?.proceed() }
        let type = MediaType(request.headers[.contentType])
        switch served.policy.body {
        case .nothing: break
        case .fields(let encodings):
            call.bodyBytes = try await bytes(of: request, most: served.policy.largestBody)
            try readFields(&call, type, encodings, isWanted: served.route.body != nil)
        case .raw(let types):
            guard let type, types.contains(type.essence) else { throw AppError(.unsupported, "web.unsupported-type") }
            call.bodyBytes = try await bytes(of: request, most: served.policy.largestBody)
        case .upload(let limits):
            // The place is known to the call before anything is in it, so that it is removed whatever happens.
            let place = try await uploads.begin()
            call.uploads = place
            var reader = try UploadReader(
                type, limits: limits, largestBody: served.policy.largestBody, place: place.url)
            let upload = try await reader.read(ArrivingBody(request.body))
            (call.bodyTree, call.files, call.bodyIsForm) = (upload.fields, upload.files, true)
        }
    }

    /// A whole body of at most `most` bytes.
    private func bytes(of request: Request, most: Int) async throws -> [UInt8] {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(announced ?? 0, most))
        for try await buffer in ArrivingBody(request.body) {
            guard bytes.count + buffer.readableBytes <= most else { throw AppError(.tooLarge, "web.too-large") }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        // Half of what was meant is not what was meant.
        guard announced == nil || announced == bytes.count else { throw AppError(.malformed, "web.truncated") }
        return bytes
    }

    private func readFields(
        _ call: inout Call, _ type: MediaType?, _ encodings: Set<Policy.Encoding>, isWanted: Bool
    ) throws {
        guard !call.bodyBytes.isEmpty else {
            // A form of which nothing is filled in sends no bytes; a program that sends none where some are due hears of it.
            call.bodyIsForm = call.face != .json
            if call.face == .json, isWanted { throw AppError(.malformed, "web.malformed-json") }
            return
        }
        switch type?.essence {
        case "application/json" where encodings.contains(.json):
            guard let tree = try? JSONParser.parse(call.bodyBytes) else {
                throw AppError(.malformed, "web.malformed-json")
            }
            call.bodyTree = tree
        case "application/x-www-form-urlencoded" where encodings.contains(.form) && call.face != .json:
            guard let tree = FieldTree.form(call.bodyBytes) else { throw AppError(.malformed, "web.malformed-form") }
            call.bodyTree = tree
            call.bodyIsForm = true
        default: throw AppError(.unsupported, "web.unsupported-type")
        }
    }
}
