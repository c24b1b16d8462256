/// The content of an instance image's system partition, ready to be packed.
struct InstanceSystem: Sendable {
    /// The directory that becomes the file system's root.
    let directory: String
    let fileSystem: String
    let fileSystemOptions: [String]
    /// The partition's size in MiB: the content, and room for the file system's own data.
    let sizeMiB: Int
    let kernel: String
    let initrd: String
    let kernelParameters: [String]

    /// The serial console comes last, so that it is `/dev/console`.
    static let consoles = ["console=tty0", "console=ttyS0,115200"]
}
