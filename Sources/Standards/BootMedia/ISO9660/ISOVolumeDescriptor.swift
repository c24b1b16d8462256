/// The sector that describes one name space of an image (ECMA-119, 8.4 and 8.5).
struct ISOVolumeDescriptor {
    let naming: ISONaming
    let label: String
    let layout: ISOLayout

    static let terminator: [UInt8] =
        [255] + Array("CD001".utf8) + [1] + [UInt8](repeating: 0, count: ISOImage.sectorSize - 7)

    func encoded() -> [UInt8] {
        var bytes = ISOBytes()
        bytes.append([naming == .primary ? 1 : 2] + Array("CD001".utf8) + [1, 0])
        bytes.append(naming.field("", length: 32))
        bytes.append(naming.field(label, length: 32))
        bytes.append(zeros: 8)
        bytes.both(UInt32(layout.sectorCount))
        // The escape sequence of UCS-2 level 3 names the character set of the second descriptor.
        let characterSet: [UInt8] = naming == .joliet ? Array("%/E".utf8) : []
        bytes.append(characterSet + [UInt8](repeating: 0, count: 32 - characterSet.count))
        for number in [1, 1, ISOImage.sectorSize] { bytes.both(UInt16(number)) }
        bytes.both(UInt32(ISOPathTable(naming: naming, order: .little, layout: layout).encoded().count))
        bytes.little(UInt32(layout.sector(ofTable: naming, .little)))
        bytes.little(UInt32(0))
        bytes.big(UInt32(layout.sector(ofTable: naming, .big)))
        bytes.big(UInt32(0))
        bytes.append(ISODirectory.rootRecord(naming: naming, layout: layout))
        for length in [128, 128, 128, 128, 37, 37, 37] { bytes.append(naming.field("", length: length)) }
        // Creation, modification, expiration and effect: not specified.
        for _ in 0..<4 { bytes.append([UInt8](repeating: 0x30, count: 16) + [0]) }
        bytes.append([1])
        bytes.padToSector()
        return bytes.bytes
    }
}
