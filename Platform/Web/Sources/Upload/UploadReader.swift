import Foundation
import Kernel
import NIOCore

/// Reads an upload from the connection to the disk: fields into memory, files into a place, each within its bounds.
struct UploadReader {
    /// What has come.
    struct Upload: Sendable {
        var fields = FieldTree.object([:])
        var files: [UploadedFile] = []
    }

    private enum Part {
        case field(String, [UInt8])
        case file(PartHead, DiskFile, URL, size: Int)
        /// A place for a file where none was chosen.
        case nothing
    }

    private let limits: UploadLimits
    private let largestBody: Int
    private let place: URL
    private var parser: MultipartParser
    private var upload = Upload()
    private var part: Part?
    private var fieldCount = 0
    private var fieldBytes = 0

    /// Throws `unsupported` when the type is not `multipart/form-data` with a boundary.
    init(_ type: MediaType?, limits: UploadLimits, largestBody: Int, place: URL) throws {
        guard let type, type.essence == "multipart/form-data", let boundary = type.parameter("boundary"),
            let parser = MultipartParser(boundary: boundary, largestHead: limits.largestHead)
        else { throw AppError(.unsupported, "web.unsupported-type") }
        self.parser = parser
        self.limits = limits
        self.largestBody = largestBody
        self.place = place
    }

    /// Reads a whole body. Throws `malformed` when it is none, `tooLarge` beyond a bound, `unavailable` when the disk is full.
    mutating func read<Body: AsyncSequence>(_ body: Body) async throws -> Upload where Body.Element == ByteBuffer {
        var received = 0
        do {
            for try await buffer in body {
                received += buffer.readableBytes
                guard received <= largestBody else { throw AppError(.tooLarge, "web.too-large") }
                for event in try parser.read(buffer.readableBytesView) { try await take(event) }
            }
            try parser.finish()
        } catch is MultipartFault {
            throw AppError(.malformed, "web.malformed-upload")
        } catch let failure as DiskFile.Failure where failure.isFull {
            throw AppError.unavailable("web.no-room", retryAfter: 60)
        }
        return upload
    }

    /// The most bytes that were held in memory besides the fields and the piece that was being read.
    var mostHeld: Int { parser.mostHeld }

    private mutating func take(_ event: MultipartParser.Event) async throws {
        switch event {
        case .part(let head): part = try await begin(head)
        case .bytes(let bytes): try await append(bytes)
        case .partEnd:
            try end()
            part = nil
        }
    }

    private mutating func begin(_ head: PartHead) async throws -> Part {
        guard let fileName = head.fileName else {
            fieldCount += 1
            guard fieldCount <= limits.mostFields else { throw AppError(.tooLarge, "web.too-large") }
            return .field(head.name, [])
        }
        if fileName.isEmpty { return .nothing }
        guard upload.files.count < limits.mostFiles else { throw AppError(.tooLarge, "web.too-large") }
        let url = place.appending(path: String(upload.files.count))
        return .file(head, try await DiskFile.create(url.path), url, size: 0)
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) async throws {
        switch part {
        case .field(let name, let known):
            fieldBytes += bytes.count
            guard fieldBytes <= limits.largestFields else { throw AppError(.tooLarge, "web.too-large") }
            part = .field(name, known + bytes)
        case .file(let head, let file, let url, let size):
            try await file.write(Array(bytes))
            part = .file(head, file, url, size: size + bytes.count)
        case .nothing, nil: throw MultipartFault.fileName
        }
    }

    private mutating func end() throws {
        switch part {
        case .field(let name, let bytes):
            guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self),
                upload.fields.insert(text, named: name)
            else { throw MultipartFault.name }
        case .file(let head, _, let url, let size):
            upload.files.append(
                UploadedFile(
                    field: head.name, name: head.fileName ?? "", type: head.type, size: size, url: url))
        case .nothing, nil: break
        }
    }
}
