import Crypto
import Glibc

@testable import IngotAgent

/// Small whole-disk images, made in memory.
enum TestImage {
    /// A master boot record with one partition from 1 MiB to the end, then bytes that differ from place to place.
    static func masterBootRecord(mebibytes: Int = 8, tail: Int = 0) -> [UInt8] {
        var image = [UInt8](repeating: 0, count: (mebibytes << 20) + tail)
        for index in stride(from: 1 << 20, to: image.count, by: 977) {
            image[index] = UInt8(truncatingIfNeeded: index / 977)
        }
        image.replaceSubrange(440..<444, with: [0x2E, 0x7E, 0x60, 0x1A])
        let sectors = (mebibytes - 1) * 2048
        image.replaceSubrange(
            446..<462,
            with: [
                0x80, 0, 0, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, UInt8(sectors & 255), UInt8(sectors >> 8 & 255),
                UInt8(sectors >> 16 & 255), 0,
            ])
        image[510] = 0x55
        image[511] = 0xAA
        return image
    }

    /// The text that stands for a config drive: the start of an ISO 9660 file system with its label.
    static var configDrive: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        bytes.replaceSubrange(32_769..<32_774, with: Array("CD001".utf8))
        bytes.replaceSubrange(32_808..<32_816, with: Array("config-2".utf8))
        return bytes
    }

    static func sha256(_ bytes: [UInt8]) -> String {
        var hasher = SHA256()
        hasher.update(data: bytes)
        return hasher.hexadecimal()
    }

    /// Whether the disk holds the bytes at a place. A plain comparison inside an expectation would, on failure, look
    /// for the shortest difference of megabytes, and not end.
    static func holds(_ path: String, _ bytes: some Sequence<UInt8>, at offset: Int64) throws -> Bool {
        let wanted = Array(bytes)
        return try read(path, at: offset, count: wanted.count) == wanted
    }

    static func read(_ path: String, at offset: Int64, count: Int) throws -> [UInt8] {
        try DiskFile(path, .read).read(at: offset, count: count)
    }
}
