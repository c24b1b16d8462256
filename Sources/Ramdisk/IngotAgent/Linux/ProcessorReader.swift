import Glibc
import IngotContracts

/// Reads processors and memory from `/proc` and `/sys/devices/system/cpu`.
struct ProcessorReader {
    var processes = "/proc"
    var system = "/sys/devices/system/cpu"

    func processor() -> InventoryCPU {
        let sections = (SystemFile.text("\(processes)/cpuinfo") ?? "").split(separator: "\n").map(Self.pair)
        func first(_ name: String) -> String? { sections.first { $0.name == name }?.value }
        let identifiers = Set(sections.filter { $0.name == "physical id" }.map(\.value))
        let count = sections.count { $0.name == "processor" }
        return InventoryCPU(
            modelName: first("model name") ?? "", frequency: maximumFrequency() ?? first("cpu MHz") ?? "",
            count: count, architecture: Self.architecture(),
            flags: (first("flags") ?? first("Features") ?? "").split(separator: " ").map(String.init),
            socketCount: max(1, identifiers.count))
    }

    /// What the kernel can use, in bytes.
    func memoryTotal() -> Int64? {
        let lines = (SystemFile.text("\(processes)/meminfo") ?? "").split(separator: "\n").map(Self.pair)
        guard let total = lines.first(where: { $0.name == "MemTotal" })?.value.split(separator: " ").first else {
            return nil
        }
        return Int64(total).map { $0 * 1024 }
    }

    private func maximumFrequency() -> String? {
        guard let kilohertz = SystemFile.integer("\(system)/cpu0/cpufreq/cpuinfo_max_freq") else { return nil }
        let digits = String(kilohertz % 1000)
        return "\(kilohertz / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)0"
    }

    private static func pair(_ line: Substring) -> (name: String, value: String) {
        guard let colon = line.firstIndex(of: ":") else { return (line.trimmed, "") }
        return (line[..<colon].trimmed, line[line.index(after: colon)...].trimmed)
    }

    static func architecture() -> String {
        var names = utsname()
        guard uname(&names) == 0 else { return "" }
        return withUnsafeBytes(of: &names.machine) { raw in
            String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    static func hostname() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
