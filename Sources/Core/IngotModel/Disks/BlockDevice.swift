/// A disk as the machine sees it: what root device hints are matched against and what an inventory lists.
///
/// The members follow the `disks` entries of the inventory of the Bare Metal service's agent. Texts are as the kernel
/// and the disk report them, unchanged.
package struct BlockDevice: Sendable, Hashable {
    /// The device's path, such as `/dev/sda`.
    package var name: String
    package var model: String?
    /// Capacity in bytes.
    package var size: Int64
    package var isRotational: Bool
    package var wwn: String?
    package var serial: String?
    package var vendor: String?
    package var wwnWithExtension: String?
    package var wwnVendorExtension: String?
    /// SCSI host, channel, target and unit, such as `0:0:0:0`.
    package var hctl: String?
    /// The link below `/dev/disk/by-path` that leads to the device.
    package var byPath: String?
    /// Bytes per logical sector.
    package var logicalSectorSize: Int
    /// Bytes per physical sector.
    package var physicalSectorSize: Int
    /// How the disk is attached: `sata`, `sas`, `nvme`, `usb`, `virtio` …
    package var transport: String?
    /// Writing is refused by the device.
    package var isReadOnly: Bool
    /// The medium can be taken out: a stick, a card, an optical drive.
    package var isRemovable: Bool
    /// Further serial numbers and names under which the disk is known, which hints may also use.
    package var otherSerials: [String]
    package var otherWWNs: [String]

    package init(
        name: String, size: Int64, model: String? = nil, isRotational: Bool = false, wwn: String? = nil,
        serial: String? = nil, vendor: String? = nil, wwnWithExtension: String? = nil,
        wwnVendorExtension: String? = nil, hctl: String? = nil, byPath: String? = nil, logicalSectorSize: Int = 512,
        physicalSectorSize: Int = 512, transport: String? = nil, isReadOnly: Bool = false, isRemovable: Bool = false,
        otherSerials: [String] = [], otherWWNs: [String] = []
    ) {
        self.name = name
        self.size = size
        self.model = model
        self.isRotational = isRotational
        self.wwn = wwn
        self.serial = serial
        self.vendor = vendor
        self.wwnWithExtension = wwnWithExtension
        self.wwnVendorExtension = wwnVendorExtension
        self.hctl = hctl
        self.byPath = byPath
        self.logicalSectorSize = logicalSectorSize
        self.physicalSectorSize = physicalSectorSize
        self.transport = transport
        self.isReadOnly = isReadOnly
        self.isRemovable = isRemovable
        self.otherSerials = otherSerials
        self.otherWWNs = otherWWNs
    }
}

extension BlockDevice {
    /// Capacity in GiB, with its fraction: the unit of the `size` hint.
    package var gibibytes: Double { Double(size) / 1_073_741_824 }
}
