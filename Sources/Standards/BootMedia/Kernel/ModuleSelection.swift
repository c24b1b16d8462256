/// Which modules of a kernel go into a first root.
struct ModuleSelection: Sendable, Hashable {
    var names: [String] = []
    /// Directories below the kernel's module directory that are taken whole.
    var directories: [String] = []

    func modules(in index: ModuleIndex) -> Set<String> {
        index.closure(of: names + index.names(below: directories))
    }

    /// What a deploy ramdisk may meet: any disk, any wired network card, and the file systems of boot media.
    ///
    /// The list names more than the small kernel of virtual machines has; what a kernel lacks is left out.
    static let ramdisk = ModuleSelection(
        names: [
            // Buses of virtual machines and of removable media.
            "virtio_pci", "virtio_mmio", "virtio_blk", "virtio_scsi", "virtio_net", "virtio_rng", "virtio_console",
            "hv_vmbus", "hv_storvsc", "hv_netvsc", "xen_blkfront", "xen_netfront", "vmw_pvscsi", "vmxnet3",
            "xhci_pci", "ehci_pci", "uhci_hcd", "usb_storage", "uas", "usbhid", "hid_generic",
            // Disks.
            "nvme", "sd_mod", "sr_mod", "sg", "ses", "loop", "dm_mod", "dm_multipath",
            "raid0", "raid1", "raid10", "raid456", "linear",
            // File systems of boot media, config drives and images.
            "isofs", "udf", "vfat", "nls_cp437", "nls_ascii", "nls_iso8859_1", "nls_utf8", "ext4", "xfs", "efivarfs",
            // Links.
            "8021q", "bonding", "af_packet", "ipv6",
            // The machine's management controller, its identity and its watchdog.
            "ipmi_si", "ipmi_devintf", "ipmi_msghandler", "dmi_sysfs", "efi_pstore", "button", "iTCO_wdt", "i6300esb",
        ],
        directories: [
            "kernel/drivers/ata", "kernel/drivers/nvme/host", "kernel/drivers/net/ethernet",
            "kernel/drivers/scsi/aacraid", "kernel/drivers/scsi/isci", "kernel/drivers/scsi/megaraid",
            "kernel/drivers/scsi/mpi3mr", "kernel/drivers/scsi/mpt3sas", "kernel/drivers/scsi/smartpqi",
        ])

    /// What the small instance needs to find its disk and to read its config drive.
    static let tinyInstance = ModuleSelection(
        names: [
            "virtio_pci", "virtio_mmio", "virtio_blk", "virtio_scsi", "nvme", "ahci", "ata_piix", "ata_generic",
            "sd_mod", "usb_storage", "uas", "xhci_pci", "isofs", "vfat", "nls_cp437", "nls_ascii", "nls_iso8859_1",
            "nls_utf8", "button",
        ])
}
