import IngotContracts
import NIOCore

/// Container formats that must not be written to a disk as they are.
enum ImageFormat {
    private static let marks: [(name: String, mark: [UInt8])] = [
        ("qcow2", Array("QFI".utf8) + [0xFB]), ("vmdk", Array("KDMV".utf8)), ("vmdk", Array("# Disk".utf8)),
        ("vhdx", Array("vhdxfile".utf8)), ("vpc", Array("conectix".utf8)), ("vdi", Array("<<< ".utf8)),
        ("gzip", [0x1F, 0x8B]), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
    ]

    /// Stops an image of unnamed format whose first bytes belong to a container, before anything is written.
    static func refuseOthersThanRaw(_ piece: ByteBuffer, _ image: ImageInfo) throws {
        guard let found = marks.first(where: { piece.readableBytesView.starts(with: $0.mark) }) else { return }
        throw AgentCommandError(
            .invalidImage,
            "image \(image.id) names no disk_format, but begins as \(found.name); name the format, or give a raw image."
                + " Nothing was written")
    }
}
