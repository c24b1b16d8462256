import Foundation
import Synchronization
import Testing

@testable import BootMedia

@Suite
struct `Builders` {
    @Test
    func `name the agent that is not there, and how to make it`() async throws {
        let builder = RamdiskBuilder(RamdiskOptions(agent: "/nowhere/ingot-agent"))
        let error = try await #require(throws: BuildError.self) { _ = try await builder.build(into: "/nowhere") }
        #expect(error.description.contains("/nowhere/ingot-agent"))
        #expect(error.advice.contains("swift build"))
    }

    @Test
    func `name the package of a missing tool`() async throws {
        let tool = Tool(name: "no-such-tool-here", package: "its-package")
        let error = try await #require(throws: BuildError.self) { try await tool.run([]) }
        #expect(error.advice == "Install it: apt-get install its-package")
    }

    @Test
    func `show what a failing tool said`() async throws {
        let tool = Tool(name: "sh", package: "dash")
        let error = try await #require(throws: BuildError.self) {
            try await tool.run(["-c", "echo first; echo the reason >&2; exit 3"])
        }
        #expect(error.evidence.contains("exited(3)"))
        #expect(error.evidence.contains("the reason"))
    }

    @Test
    func `clean up after failures`() async throws {
        try await withTemporaryDirectory { directory in
            await #expect(throws: BuildError.self) {
                try await Workspace.with(under: directory, named: "work") { workspace in
                    _ = try workspace.write("x", to: "file")
                    throw BuildError("x", evidence: "y", advice: "z")
                }
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(left == [])
        }
    }

    @Test
    func `report each stage with its end`() async throws {
        let seen = Mutex<[String]>([])
        let stages = Stages { event in
            switch event {
            case .started(let name): seen.withLock { $0.append("+\(name)") }
            case .finished(let name, _): seen.withLock { $0.append("-\(name)") }
            }
        }
        try await stages.run("first") { () async throws in }
        try await stages.run("second") { () async throws in }
        #expect(seen.withLock { $0 } == ["+first", "-first", "+second", "-second"])
    }

    @Test
    func `put a finished file in place of an older one`() async throws {
        try await withTemporaryDirectory { directory in
            let destination = "\(directory)/output/kernel"
            for text in ["old", "new"] {
                try Data(text.utf8).write(to: URL(filePath: "\(directory)/source"))
                try FinishedFile.put("\(directory)/source", at: destination)
            }
            #expect(try String(contentsOf: URL(filePath: destination), encoding: .utf8) == "new")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(directory)/output") == ["kernel"])
        }
    }
}

@Suite
struct `Debian sources` {
    @Test
    func `use a named mirror instead of the machine's own`() throws {
        let source = DebianSource(mirror: "http://mirror.example/debian", suite: "trixie", components: ["main", "x"])
        let files = try source.sourceFiles()
        #expect(files.keys.sorted() == ["mirror.list"])
        #expect(files["mirror.list"]?.hasSuffix("http://mirror.example/debian trixie main x\n") == true)
    }

    @Test(arguments: [
        ("NAME=x\nVERSION_CODENAME=bookworm\n", "bookworm"), ("VERSION_CODENAME=\"trixie\"", "trixie"), ("ID=x", nil),
    ])
    func `know the machine's release`(_ text: String, _ release: String?) {
        #expect(DebianSource.codename(inReleaseFile: text) == release)
    }

    @Test(arguments: [
        ("Inst gdisk (1.0.9-2.1 Debian:12.11/stable [amd64])", "gdisk", "1.0.9-2.1"),
        ("Inst libc6:amd64 [2.36] (2.36-9 Debian:12.11/stable [amd64]) []", "libc6", "2.36-9"),
    ])
    func `read what apt would install`(_ line: String, _ name: String, _ version: String) throws {
        let package = try #require(ChosenPackage(simulated: line))
        #expect(package.name == name)
        #expect(package.version == version)
    }

    @Test(arguments: ["Conf gdisk (1.0.9-2.1 Debian:12.11/stable [amd64])", "Reading package lists...", ""])
    func `ignore the rest of what apt says`(_ line: String) {
        #expect(ChosenPackage(simulated: line) == nil)
    }

    @Test(arguments: [("libc6", true), ("libpam-modules", false), ("libperl5.36", false), ("perl-base", false)])
    func `know libraries by their names`(_ name: String, _ isLibrary: Bool) throws {
        let package = try #require(ChosenPackage(simulated: "Inst \(name) (1 x)"))
        #expect(package.isLibrary == isLibrary)
    }
}

@Suite
struct `An unpacked tree` {
    @Test
    func `is found through links and merged directories`() async throws {
        try await withTemporaryDirectory { directory in
            let files = FileManager.default
            for path in ["/usr/sbin", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"] {
                try files.createDirectory(atPath: directory + path, withIntermediateDirectories: true)
            }
            try Data("tool".utf8).write(to: URL(filePath: "\(directory)/usr/sbin/real-tool"))
            try files.createSymbolicLink(atPath: "\(directory)/usr/sbin/tool", withDestinationPath: "/sbin/real-tool")
            try Data("a".utf8).write(to: URL(filePath: "\(directory)/lib/x86_64-linux-gnu/liba.so.1"))

            let tree = DebianTree(root: directory)
            #expect(tree.program("tool") == "/usr/sbin/tool")
            #expect(tree.file("/sbin/tool") == "\(directory)/usr/sbin/real-tool")
            #expect(tree.file("/usr/lib/x86_64-linux-gnu/liba.so.1") == "\(directory)/lib/x86_64-linux-gnu/liba.so.1")
            #expect(tree.file("/usr/sbin/other") == nil)
            #expect(tree.files(below: "/usr/lib") == ["/usr/lib/x86_64-linux-gnu/liba.so.1"])
        }
    }
}
