/// What a ramdisk build left behind.
package struct RamdiskReport: Sendable, Hashable {
    package let kernel: String
    package let initrd: String
    /// The kernel's release, as `uname -r` shows it in the ramdisk.
    package let kernelRelease: String
    /// Sizes in bytes.
    package let kernelSize: Int
    package let initrdSize: Int
    package let moduleCount: Int
}
