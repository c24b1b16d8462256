import Glibc
import IngotContracts

/// The kernel's big switches.
enum SystemControl {
    /// Writes everything out and lets go of the caches.
    static func synchronize() {
        sync()
        _ = write("3", to: "/proc/sys/vm/drop_caches")
    }

    /// Leaves the machine by `reboot(2)`, or by the kernel's emergency trigger where that is refused.
    ///
    /// There is no service manager to ask in a ramdisk, and nothing that must be stopped in an orderly manner.
    static func restart(_ action: RestartAction) throws {
        sync()
        let code: Int32 =
            switch action {
            case .reboot: 0x0123_4567
            case .powerOff: 0x4321_FEDC
            }
        // The header of this call is in no module map; the C library has it on every Linux.
        if let symbol = dlsym(nil, "reboot") {
            typealias Reboot = @convention(c) (Int32) -> Int32
            _ = unsafeBitCast(symbol, to: Reboot.self)(code)
        }
        let reason = String(cString: strerror(errno))
        _ = write("1", to: "/proc/sys/kernel/sysrq")
        guard write(action == .reboot ? "b" : "o", to: "/proc/sysrq-trigger") else {
            throw AgentCommandError(
                .reboot,
                "the kernel refused to \(action.rawValue) (\(reason)) and /proc/sysrq-trigger could not be written;"
                    + " restart the machine by hand or through its BMC")
        }
    }

    private static func write(_ text: String, to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count
    }
}
