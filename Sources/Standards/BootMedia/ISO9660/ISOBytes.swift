/// Bytes of an image in the number forms of ECMA-119.
struct ISOBytes: Sendable {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    var count: Int { bytes.count }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    mutating func append(zeros count: Int) {
        bytes.append(contentsOf: repeatElement(0, count: count))
    }

    mutating func little<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func big<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// A number in both byte orders, one after the other.
    mutating func both<Integer: FixedWidthInteger>(_ value: Integer) {
        little(value)
        big(value)
    }

    mutating func padToSector() {
        append(zeros: (ISOImage.sectorSize - count % ISOImage.sectorSize) % ISOImage.sectorSize)
    }
}
