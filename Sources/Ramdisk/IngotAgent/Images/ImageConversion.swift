import Crypto
import Glibc
import IngotContracts
import IngotModel
import Logging

/// Writes images of other formats than raw with `qemu-img`: download to memory, check, examine, convert.
struct ImageConversion: Sendable {
    let configuration: AgentConfiguration
    let machine: any Machine
    let permittedFormats: [String]
    let server: ImageServer
    let logger: Logger

    func write(_ image: ImageInfo, _ expected: ExpectedDigest, to disk: BlockDevice) async throws {
        let format = image.diskFormat ?? ""
        guard permittedFormats.contains(format) else {
            throw AgentCommandError(
                .invalidImage,
                "the format \(format) of image \(image.id) is not among the permitted ones:"
                    + " \(permittedFormats.joined(separator: ", "))")
        }
        let file = "\(configuration.temporaryDirectory)/\(image.id)"
        defer { unlink(file) }
        try await server.withClient { client in
            try await DownloadAttempts(configuration: configuration, logger: logger).run(image.urls) { url in
                let response = try await server.open(url, for: image, client)
                let length = response.headers.first(name: "content-length").flatMap { Int64($0) } ?? 0
                try makeRoom(file, length, image)
                let stream = try DiskStream(to: file, algorithm: expected.algorithm)
                let digest: String
                do {
                    for try await piece in response.body { try await stream.write(piece) }
                    digest = try await stream.finish()
                } catch {
                    await stream.abandon()
                    throw error as? AgentCommandError
                        ?? AgentCommandError(.imageDownload, "GET \(ImageServer.shown(url)) broke off: \(error)")
                }
                guard digest == expected.value else {
                    throw AgentCommandError(
                        .imageChecksum,
                        "image \(image.id) has the \(expected.algorithm.rawValue) digest \(digest), but"
                            + " \(expected.value) was asked for; the disk has not been touched")
                }
            }
        }
        try await convert(file, format, image, to: disk)
    }

    /// Makes the file as long as the image, once it is known to fit.
    private func makeRoom(_ file: String, _ length: Int64, _ image: ImageInfo) throws {
        guard length > 0 else {
            throw AgentCommandError(
                .imageDownloadFatal, "the server does not tell the length of image \(image.id), which is needed here")
        }
        var room = statvfs()
        let isKnown = statvfs(configuration.temporaryDirectory, &room) == 0
        let available = isKnown ? Int64(room.f_bavail) * Int64(room.f_frsize) : 0
        guard available > length else {
            throw AgentCommandError(
                .imageDownloadOutOfSpace,
                "image \(image.id) needs \(length) bytes in \(configuration.temporaryDirectory), which has \(available)"
                    + " left; a raw image is streamed and needs no room")
        }
        let descriptor = open(file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(length)) == 0 else {
            throw AgentCommandError(.imageWrite, "could not make \(file): \(String(cString: strerror(errno)))")
        }
        close(descriptor)
    }

    private func convert(_ file: String, _ format: String, _ image: ImageInfo, to disk: BlockDevice) async throws {
        let tool = ExternalTool("qemu-img", logger: logger)
        let text = try await tool.require(["info", "-f", format, "--output=json", file], .invalidImage)
        let facts = try JSONValue.parse(text)
        for reference in ["backing-filename", "full-backing-filename", "data-file"] where facts[reference] != nil {
            throw AgentCommandError(
                .invalidImage, "image \(image.id) refers to another file (\(reference)), which is not allowed")
        }
        if facts["format-specific"]?["data"]?["data-file"] != nil {
            throw AgentCommandError(.invalidImage, "image \(image.id) keeps its data in another file; not allowed")
        }
        let size = facts["virtual-size"]?.integer ?? 0
        guard Int64(size) <= disk.size else {
            throw AgentCommandError(
                .imageDownloadOutOfSpace,
                "image \(image.id) unpacks to \(size) bytes, \(disk.name) has only \(disk.size); nothing was written")
        }
        let path = machine.path(of: disk)
        try await tool.require(
            ["convert", "-f", format, "-O", "raw", "-n", "-t", "directsync", "-S", "0", "-W", file, path], .imageWrite)
    }
}
