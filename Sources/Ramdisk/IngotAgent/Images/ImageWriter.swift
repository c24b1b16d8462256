import AsyncHTTPClient
import IngotContracts
import IngotModel
import Logging

/// Puts an image onto a disk: finds its digest, streams it, tries again where that helps, and checks the result.
struct ImageWriter: Sendable {
    let configuration: AgentConfiguration
    let machine: any Machine
    /// What the conductor lets pass; raw images are not examined.
    let permittedFormats: [String]
    let logger: Logger

    private var server: ImageServer { ImageServer(configuration: configuration, logger: logger) }

    /// Writes the image and makes its partitions visible.
    ///
    /// - Returns: The partition table that stands on the disk afterwards.
    /// - Throws: ``AgentCommandError``; after a wrong checksum the disk has been overwritten.
    func write(_ image: ImageInfo, to disk: BlockDevice) async throws -> PartitionTable {
        if let reason = await machine.reasonNotToWrite() { throw AgentCommandError(.imageWrite, reason) }
        guard image.kind != .partition else {
            throw AgentCommandError(
                .invalidImage,
                "image \(image.id) is a partition image; this agent writes whole-disk images."
                    + " Use an image with its own partition table")
        }
        let expected = try await expectedDigest(of: image)
        if ["raw", "gpt", nil].contains(image.diskFormat) {
            try await writeRaw(image, expected, to: disk)
        } else {
            try await ImageConversion(
                configuration: configuration, machine: machine, permittedFormats: permittedFormats, server: server,
                logger: logger
            ).write(image, expected, to: disk)
        }
        return try await DiskLayout(machine: machine, configuration: configuration, logger: logger).settle(disk)
    }

    // MARK: Digest

    private func expectedDigest(of image: ImageInfo) async throws -> ExpectedDigest {
        switch image.checksum {
        case .hash(let name, let value):
            guard let algorithm = DigestAlgorithm(name: name) else {
                throw AgentCommandError(
                    .invalidParameters, "image_info.os_hash_algo \"\(name)\" is not known; use sha256 or sha512")
            }
            return try checked(algorithm, value)
        case .digits(let value):
            guard let algorithm = DigestAlgorithm(digits: value.utf8.count) else {
                throw AgentCommandError(
                    .invalidParameters,
                    "image_info.checksum has \(value.utf8.count) digits; SHA-256 has 64, SHA-512 128")
            }
            return try checked(algorithm, value)
        case .url(let url):
            let text = String(decoding: try await server.fetch(url, for: image, limit: 1 << 20), as: UTF8.self)
            let names = image.urls.compactMap { $0.split(separator: "?").first?.split(separator: "/").last }
            for name in names {
                if let value = ChecksumFile(text: text).digest(of: String(name)),
                    let algorithm = DigestAlgorithm(digits: value.utf8.count)
                {
                    return try checked(algorithm, value)
                }
            }
            throw AgentCommandError(
                .imageDownloadFatal,
                "\(ImageServer.shown(url)) has no checksum for \(names.joined(separator: ", "))")
        }
    }

    private func checked(_ algorithm: DigestAlgorithm, _ value: String) throws -> ExpectedDigest {
        guard algorithm != .md5 || configuration.isMD5Enabled else {
            throw AgentCommandError(.invalidParameters, "MD5 is not enabled; give a SHA-256 or SHA-512 checksum")
        }
        guard value.utf8.count == algorithm.digits, value.allSatisfy(\.isHexDigit) else {
            throw AgentCommandError(
                .invalidParameters, "\"\(value)\" is no \(algorithm.rawValue) digest of \(algorithm.digits) digits")
        }
        return ExpectedDigest(algorithm: algorithm, value: value.lowercased())
    }

    // MARK: Streaming

    private func writeRaw(_ image: ImageInfo, _ expected: ExpectedDigest, to disk: BlockDevice) async throws {
        try await server.withClient { client in
            try await DownloadAttempts(configuration: configuration, logger: logger).run(image.urls) { url in
                try await stream(url, image, expected, to: disk, client)
            }
        }
    }

    private func stream(
        _ url: String, _ image: ImageInfo, _ expected: ExpectedDigest, to disk: BlockDevice, _ client: HTTPClient
    ) async throws {
        let response = try await server.open(url, for: image, client)
        let announced = response.headers.first(name: "content-length").flatMap { Int64($0) }
        if let announced, announced > disk.size {
            throw AgentCommandError(
                .imageDownloadOutOfSpace,
                "image \(image.id) has \(announced) bytes, \(disk.name) only \(disk.size); nothing was written."
                    + " Choose a larger disk by root device hints or a smaller image")
        }
        let stream = try DiskStream(to: machine.path(of: disk), algorithm: expected.algorithm)
        let digest: String
        do {
            var isFirst = true
            for try await piece in response.body {
                if isFirst, image.diskFormat == nil { try ImageFormat.refuseOthersThanRaw(piece, image) }
                isFirst = false
                try await stream.write(piece)
            }
            if let announced, stream.accepted != announced {
                throw AgentCommandError(.imageDownload, "the server ended too early")
            }
            digest = try await stream.finish()
        } catch {
            await stream.abandon()
            throw Self.explained(error, url, stream.accepted, announced)
        }
        guard digest == expected.value else {
            throw AgentCommandError(
                .imageChecksum,
                "image \(image.id) from \(ImageServer.shown(url)), \(stream.accepted) bytes, has the"
                    + " \(expected.algorithm.rawValue) digest \(digest), but \(expected.value) was asked for."
                    + " \(disk.name) has been overwritten. Correct the checksum or the image and deploy again")
        }
        logger.info(
            "The image is written", metadata: ["disk": "\(disk.name)", "bytes": "\(stream.accepted)"])
    }

    /// Keeps an error of the contract, and tells of others how far the download had come.
    private static func explained(_ error: any Error, _ url: String, _ done: Int64, _ announced: Int64?) -> any Error {
        if let known = error as? AgentCommandError, known.kind != .imageDownload { return known }
        let total = announced.map { " of \($0)" } ?? ""
        let reason = (error as? AgentCommandError)?.details ?? "\(error)"
        return AgentCommandError(
            .imageDownload, "GET \(ImageServer.shown(url)) broke off after \(done)\(total) bytes: \(reason)")
    }
}
