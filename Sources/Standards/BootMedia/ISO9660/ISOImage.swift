/// A CD image: ISO 9660 with Rock Ridge for POSIX systems and Joliet for the others.
///
/// Everything is in memory and every file is read-only and root's: it is for config drives and boot media of some
/// megabytes. The same files always give the same bytes; all times are that of the first hour of 1980.
/// Sources: ECMA-119; Rock Ridge Interchange Protocol 1.10 (PX, NM) over SUSP 1.10 (SP, ER); Joliet level 3.
package struct ISOImage: Sendable {
    /// The volume's label, at most 16 characters so that Joliet can hold it.
    package let label: String
    /// Contents by path, such as `openstack/latest/user_data`.
    package let files: [String: [UInt8]]

    static let sectorSize = 2048
    static let longestName = 64
    static let deepestDirectory = 7

    package init(label: String, files: [String: [UInt8]]) {
        self.label = label
        self.files = files
    }

    /// The whole image.
    ///
    /// - Throws: ``BuildError`` when the label or a path cannot be written.
    package func encoded() throws -> [UInt8] {
        let tree = try ISOTree(files: files)
        try checkLabel()
        var layout = ISOLayout(tree: tree)
        layout.placeAll()

        var image = ISOBytes(capacity: layout.sectorCount * Self.sectorSize)
        image.append(zeros: 16 * Self.sectorSize)
        for naming in ISONaming.allCases {
            image.append(ISOVolumeDescriptor(naming: naming, label: label, layout: layout).encoded())
        }
        image.append(ISOVolumeDescriptor.terminator)
        for naming in ISONaming.allCases {
            for order in ISOPathTable.ByteOrder.allCases {
                image.append(ISOPathTable(naming: naming, order: order, layout: layout).encoded())
                image.padToSector()
            }
        }
        for naming in ISONaming.allCases {
            for directory in tree.directories {
                image.append(ISODirectory(node: directory, naming: naming, layout: layout).encoded())
                image.padToSector()
            }
        }
        for file in tree.files {
            image.append(file.content)
            image.padToSector()
        }
        return image.bytes
    }

    private func checkLabel() throws {
        guard (1...16).contains(label.utf8.count), label.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw BuildError(
                "Making a CD image", evidence: "the label '\(label)' is not 1 to 16 ASCII characters",
                advice: "Choose another label")
        }
    }
}
