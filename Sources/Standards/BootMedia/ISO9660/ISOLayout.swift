/// Where everything of an image lies, in sectors.
struct ISOLayout: Sendable {
    let tree: ISOTree
    private(set) var sectorCount = 0
    private var pathTables: [ISONaming: [ISOPathTable.ByteOrder: Int]] = [:]
    private var directories: [ISONaming: [Int]] = [:]
    private var files: [Int] = []

    init(tree: ISOTree) {
        self.tree = tree
    }

    /// Places the parts in the order in which ``ISOImage`` writes them. Sizes do not depend on places.
    mutating func placeAll() {
        sectorCount = 16 + ISONaming.allCases.count + 1
        for naming in ISONaming.allCases {
            let length = ISOPathTable(naming: naming, order: .little, layout: self).encoded().count
            for order in ISOPathTable.ByteOrder.allCases {
                pathTables[naming, default: [:]][order] = place(length)
            }
        }
        for naming in ISONaming.allCases {
            for directory in tree.directories {
                directories[naming, default: []].append(place(directorySize(directory, naming: naming)))
            }
        }
        for file in tree.files { files.append(place(file.content.count)) }
    }

    func sector(ofTable naming: ISONaming, _ order: ISOPathTable.ByteOrder) -> Int {
        pathTables[naming]?[order] ?? 0
    }

    func sector(ofDirectory number: Int, naming: ISONaming) -> Int {
        let placed = directories[naming] ?? []
        return number < placed.count ? placed[number] : 0
    }

    func sector(of node: ISOTree.Node, naming: ISONaming) -> Int {
        if node.isDirectory { return sector(ofDirectory: node.number, naming: naming) }
        return node.number < files.count ? files[node.number] : 0
    }

    /// The length in bytes that a record of the node tells: directories fill whole sectors.
    func size(of node: ISOTree.Node, naming: ISONaming) -> Int {
        node.isDirectory ? directorySize(node, naming: naming) : node.content.count
    }

    private func directorySize(_ node: ISOTree.Node, naming: ISONaming) -> Int {
        let lengths = ISODirectory.recordLengths(of: node, naming: naming, in: tree)
        var size = 0
        for length in lengths {
            let rest = ISOImage.sectorSize - size % ISOImage.sectorSize
            size += (rest < length ? rest : 0) + length
        }
        return (size + ISOImage.sectorSize - 1) / ISOImage.sectorSize * ISOImage.sectorSize
    }

    private mutating func place(_ length: Int) -> Int {
        defer { sectorCount += (length + ISOImage.sectorSize - 1) / ISOImage.sectorSize }
        return sectorCount
    }
}
