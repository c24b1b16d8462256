#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a program or shared library says it needs to be loaded: the dynamic section of a 64-bit little-endian ELF file.
///
/// Read instead of asking `ldd`, which would run the loader of the building machine on a file of another system.
/// Layout: System V ABI, "Object Files" and "Dynamic Section".
struct ELFFile: Sendable, Hashable {
    /// The path of the program interpreter; nil in libraries and static programs.
    let interpreter: String?
    /// The names of the libraries it is linked with.
    let needed: [String]
    /// Directories to look for them in first, as written: `$ORIGIN` is not replaced.
    let runPath: [String]

    /// Reads a file; nil when it is not such an ELF file.
    init?(at path: String) throws {
        self.init([UInt8](try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)))
    }

    /// Reads the file's headers; nil when the bytes are not such an ELF file.
    init?(_ bytes: [UInt8]) {
        let reader = ELFReader(bytes: bytes)
        guard bytes.count >= 64, bytes[0..<6].elementsEqual([0x7F, 0x45, 0x4C, 0x46, 2, 1]),
            let headerOffset = reader.word(at: 32), let headerSize = reader.half(at: 54),
            let headerCount = reader.half(at: 56)
        else { return nil }
        let segments = (0..<headerCount).compactMap { reader.segment(at: headerOffset + $0 * headerSize) }
        interpreter = segments.first { $0.kind == .interpreter }.flatMap { reader.text(at: $0.offset) }

        let entries = segments.first { $0.kind == .dynamic }.map(reader.dynamicEntries) ?? []
        let strings = entries.first { $0.tag == DynamicTag.stringTable }
            .flatMap { table in
                segments.first { $0.kind == .load && $0.holds(address: table.value) }
                    .map { table.value - $0.address + $0.offset }
            }
        func texts(_ tags: Set<Int>) -> [String] {
            guard let strings else { return [] }
            return entries.filter { tags.contains($0.tag) }.compactMap { reader.text(at: strings + $0.value) }
        }
        needed = texts([DynamicTag.needed])
        runPath = texts([DynamicTag.runPath, DynamicTag.legacyRunPath])
            .flatMap { $0.split(separator: ":").map(String.init) }
    }
}

/// Tags of the dynamic section that matter for loading.
private enum DynamicTag {
    static let needed = 1
    static let stringTable = 5
    static let legacyRunPath = 15
    static let runPath = 29
}

/// Bounds-checked access to the fields of an ELF file.
private struct ELFReader {
    struct Segment {
        enum Kind { case load, dynamic, interpreter, other }
        let kind: Kind
        let offset: Int
        let address: Int
        let size: Int

        func holds(address wanted: Int) -> Bool { wanted >= address && wanted < address + size }
    }

    let bytes: [UInt8]

    func segment(at place: Int) -> Segment? {
        guard let kind = number(at: place, length: 4), let offset = word(at: place + 8),
            let address = word(at: place + 16), let size = word(at: place + 32)
        else { return nil }
        let kinds: [Int: Segment.Kind] = [1: .load, 2: .dynamic, 3: .interpreter]
        return Segment(kind: kinds[kind] ?? .other, offset: offset, address: address, size: size)
    }

    func dynamicEntries(_ segment: Segment) -> [(tag: Int, value: Int)] {
        stride(from: segment.offset, to: segment.offset + segment.size, by: 16).compactMap { place in
            guard let tag = word(at: place), let value = word(at: place + 8) else { return nil }
            return (tag, value)
        }
    }

    func text(at place: Int) -> String? {
        guard bytes.indices.contains(place) else { return nil }
        return String(decoding: bytes[place...].prefix { $0 != 0 }, as: UTF8.self)
    }

    func half(at place: Int) -> Int? { number(at: place, length: 2) }
    func word(at place: Int) -> Int? { number(at: place, length: 8) }

    private func number(at place: Int, length: Int) -> Int? {
        guard place >= 0, place <= bytes.count - length else { return nil }
        let value = bytes[place..<(place + length)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }
}
