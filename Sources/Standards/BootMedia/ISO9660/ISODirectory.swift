/// The records of one directory: itself, its parent, and what it holds (ECMA-119, 9.1).
struct ISODirectory {
    let node: ISOTree.Node
    let naming: ISONaming
    let layout: ISOLayout

    /// 1 January 1980, 00:00 UTC: years since 1900, month, day, hour, minute, second, offset.
    static let time: [UInt8] = [80, 1, 1, 0, 0, 0, 0]

    func encoded() -> [UInt8] {
        var bytes = ISOBytes()
        for (record, length) in zip(records, Self.recordLengths(of: node, naming: naming, in: layout.tree)) {
            // No record crosses the border of a sector.
            if ISOImage.sectorSize - bytes.count % ISOImage.sectorSize < length { bytes.padToSector() }
            bytes.append(record)
        }
        return bytes.bytes
    }

    /// The record of the root directory inside a volume descriptor: without any extension.
    static func rootRecord(naming: ISONaming, layout: ISOLayout) -> [UInt8] {
        record(layout.tree.directories[0], identifier: [0], systemUse: [], naming: naming, layout: layout)
    }

    static func recordLengths(of node: ISOTree.Node, naming: ISONaming, in tree: ISOTree) -> [Int] {
        entries(of: node, naming: naming, in: tree).map { length($0.identifier, $0.systemUse) }
    }

    private var records: [[UInt8]] {
        Self.entries(of: node, naming: naming, in: layout.tree).map {
            Self.record($0.node, identifier: $0.identifier, systemUse: $0.systemUse, naming: naming, layout: layout)
        }
    }

    private static func entries(
        of node: ISOTree.Node, naming: ISONaming, in tree: ISOTree
    ) -> [(node: ISOTree.Node, identifier: [UInt8], systemUse: [UInt8])] {
        let rockRidge = naming == .primary
        let isRoot = node.number == 0
        let own = rockRidge ? (isRoot ? RockRidge.start : []) + RockRidge.attributes(of: node) : []
        let parent = tree.directories[node.parent]
        return [(node, [0], own), (parent, [1], rockRidge ? RockRidge.attributes(of: parent) : [])]
            + tree.children[node.number].map { child in
                let use = rockRidge ? RockRidge.attributes(of: child) + RockRidge.name(child.name) : []
                return (child, naming.identifier(of: child), use)
            }
    }

    private static func length(_ identifier: [UInt8], _ systemUse: [UInt8]) -> Int {
        let padded = 33 + identifier.count + (identifier.count + 1) % 2
        return padded + systemUse.count + systemUse.count % 2
    }

    private static func record(
        _ node: ISOTree.Node, identifier: [UInt8], systemUse: [UInt8], naming: ISONaming, layout: ISOLayout
    ) -> [UInt8] {
        var bytes = ISOBytes()
        let length = length(identifier, systemUse)
        bytes.append([UInt8(length), 0])
        bytes.both(UInt32(layout.sector(of: node, naming: naming)))
        bytes.both(UInt32(layout.size(of: node, naming: naming)))
        bytes.append(time)
        bytes.append([node.isDirectory ? 2 : 0, 0, 0])
        bytes.both(UInt16(1))
        bytes.append([UInt8(identifier.count)])
        bytes.append(identifier)
        bytes.append(zeros: (identifier.count + 1) % 2)
        bytes.append(systemUse)
        bytes.append(zeros: length - bytes.count)
        return bytes.bytes
    }
}
