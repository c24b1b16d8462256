import Foundation
import Testing

@testable import BootMedia

@Suite
struct `An ELF file` {
    @Test
    func `tells its loader and its libraries`() throws {
        let shell = try #require(try ELFFile(at: "/bin/sh"))
        #expect(shell.interpreter?.contains("/ld-linux") == true)
        #expect(shell.needed.contains("libc.so.6"))
    }

    @Test
    func `may be something else`() {
        #expect(ELFFile(Array("#!/bin/sh\nexit 0\n".utf8)) == nil)
        #expect(ELFFile([]) == nil)
    }

    @Test(arguments: [64, 65, 120, 1000, 4096])
    func `may be cut off anywhere`(_ length: Int) throws {
        let whole = [UInt8](try Data(contentsOf: URL(filePath: "/bin/sh")))
        let cut = ELFFile(Array(whole.prefix(length)))
        #expect(cut?.needed.isEmpty ?? true)
    }
}
