import Prometheus

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says of this process.
package struct ProcessReadings: Sendable {
    /// When the process began, in seconds since 1970.
    private let start: Double

    package init(start: Double) { self.start = start }

    package func read(into registry: Registry) {
        registry.replace(.startTime, by: [([], start)])
        registry.replace(.processorTime, by: [([], Self.processorSeconds)])
        if let memory = Self.residentBytes { registry.replace(.residentMemory, by: [([], memory)]) }
    }

    private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    /// The second number of Linux' `/proc/self/statm`, in pages; nil on other systems.
    private static var residentBytes: Double? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) else { return nil }
        return pages * Double(getpagesize())
    }
}
