import Foundation
import Testing

@testable import BootMedia

@Suite
struct `The scripts of first roots` {
    static let scripts: [String] =
        [ShellScripts.initialize, ShellScripts.functions, InstanceScripts.start, InstanceScripts.report]
        + RamdiskScripts.files.map(\.text).filter { $0.contains("\n") }

    @Test(arguments: scripts)
    func `are understood by a POSIX shell`(_ script: String) async throws {
        try await withTemporaryDirectory { directory in
            try Data((script + "\n").utf8).write(to: URL(filePath: "\(directory)/script"))
            await #expect(throws: Never.self) {
                try await Tool(name: "sh", package: "dash").run(["-n", "\(directory)/script"])
            }
        }
    }

    @Test
    func `hand over to an init that never ends`() {
        #expect(
            RamdiskScripts.inittab == """
                ::sysinit:/usr/lib/ingot/start
                ::respawn:/usr/lib/ingot/agent
                ::ctrlaltdel:/sbin/reboot

                """)
        #expect(ShellScripts.initialize.hasSuffix("exec /sbin/init"))
    }

    @Test
    func `tell when the kernel has handed over`() {
        #expect(ShellScripts.initialize.contains(#"echo "ingot: init started at $started s""#))
    }

    @Test(arguments: [
        (
            "ip=192.0.2.10::192.0.2.1:255.255.255.0:name:eth0:off quiet", "ip",
            "192.0.2.10::192.0.2.1:255.255.255.0:name:eth0:off"
        ),
        ("ip=dhcp ip=any", "ip", "any"),
        ("zip=1", "ip", ""),
    ])
    func `read kernel parameters`(_ line: String, _ name: String, _ value: String) async throws {
        try await withTemporaryDirectory { directory in
            try Data((line + "\n").utf8).write(to: URL(filePath: "\(directory)/cmdline"))
            let script = ShellScripts.functions.replacing("/proc/cmdline", with: "\(directory)/cmdline")
            try Data("\(script)\nparameter \(name)\n".utf8).write(to: URL(filePath: "\(directory)/script"))
            let printed = try await Tool(name: "sh", package: "dash").run(["\(directory)/script"])
            #expect(printed == value + "\n")
        }
    }

    @Test
    func `print exactly the lines that deployers look for`() {
        #expect(InstanceScripts.report.contains("\necho \"INGOT INSTANCE BOOTED FROM DISK\"\n"))
        #expect(InstanceScripts.report.contains("echo \"INGOT CONFIG DRIVE: name=$name uuid=$uuid device=$device\""))
    }
}
