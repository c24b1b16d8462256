/// The list of all directories that old readers use to find one quickly (ECMA-119, 9.4).
struct ISOPathTable {
    enum ByteOrder: Sendable, CaseIterable {
        case little
        case big
    }

    let naming: ISONaming
    let order: ByteOrder
    let layout: ISOLayout

    func encoded() -> [UInt8] {
        var bytes = ISOBytes()
        for directory in layout.tree.directories {
            let identifier = naming.identifier(of: directory)
            let sector = UInt32(layout.sector(ofDirectory: directory.number, naming: naming))
            let parent = UInt16(directory.parent + 1)
            bytes.append([UInt8(identifier.count), 0])
            switch order {
            case .little:
                bytes.little(sector)
                bytes.little(parent)
            case .big:
                bytes.big(sector)
                bytes.big(parent)
            }
            bytes.append(identifier)
            bytes.append(zeros: identifier.count % 2)
        }
        return bytes.bytes
    }
}
