import Foundation
import Testing

@testable import BootMedia

@Suite
struct `A first root` {
    @Test
    func `stores merged paths with their parents, parents first`() {
        var root = Initramfs()
        root.add(.text("x", permissions: 0o755), at: "/sbin/tool/part")
        #expect(root.contains("/usr/sbin/tool/part"))
        #expect(root.contains("/sbin/tool/part"))
        #expect(root.entries["/usr/sbin/tool"] == .directory(permissions: 0o755))
        #expect(root.entries["/sbin"] == .link(to: "usr/sbin"))
        #expect(root.entries["/usr/bin"] == .directory(permissions: 0o755))
    }

    @Test
    func `keeps a directory's own permissions`() {
        var root = Initramfs()
        root.makeDirectory("/tmp")
        #expect(root.entries["/tmp"] == .directory(permissions: 0o1777))
    }

    @Test
    func `is packed as the kernel reads it`() async throws {
        try await withTemporaryDirectory { directory in
            let source = "\(directory)/source"
            try Data([1, 2, 3, 4, 5]).write(to: URL(filePath: source))
            var root = Initramfs()
            root.add(.file(at: source, permissions: 0o644), at: "/etc/data")
            root.add(.text("#!/bin/sh\n", permissions: 0o755), at: "/init")
            try root.write(to: "\(directory)/first")
            try root.write(to: "\(directory)/second")

            let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(directory)/first")))
            #expect(bytes == [UInt8](try Data(contentsOf: URL(filePath: "\(directory)/second"))))
            let members = CPIOReader.members(of: bytes)
            #expect(members.map(\.path) == members.map(\.path).sorted())
            #expect(members.first { $0.path == "init" }?.mode == 0o100755)
            #expect(members.first { $0.path == "etc/data" }?.content == [1, 2, 3, 4, 5])
            #expect(members.first { $0.path == "bin" }?.mode == 0o120777)
            #expect(members.first { $0.path == "bin" }?.content == Array("usr/bin".utf8))
            #expect(members.first { $0.path == "usr" }?.mode == 0o040755)
        }
    }
}

/// Reads "newc" archives.
enum CPIOReader {
    static func members(of bytes: [UInt8]) -> [(path: String, mode: Int, content: [UInt8])] {
        var members: [(String, Int, [UInt8])] = []
        var place = 0
        while place + 110 <= bytes.count, bytes[place..<(place + 6)].elementsEqual("070701".utf8) {
            func field(_ index: Int) -> Int {
                let start = place + 6 + index * 8
                return Int(String(decoding: bytes[start..<(start + 8)], as: UTF8.self), radix: 16) ?? 0
            }
            func aligned(_ offset: Int) -> Int { (offset + 3) / 4 * 4 }
            let nameEnd = place + 110 + field(11)
            let path = String(decoding: bytes[(place + 110)..<(nameEnd - 1)], as: UTF8.self)
            guard path != "TRAILER!!!" else { return members }
            let content = aligned(nameEnd)
            members.append((path, field(1), Array(bytes[content..<(content + field(6))])))
            place = aligned(content + field(6))
        }
        return members
    }
}
