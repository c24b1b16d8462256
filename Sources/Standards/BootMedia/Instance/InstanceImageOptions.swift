/// What a whole-disk instance image is made of.
package struct InstanceImageOptions: Sendable, Hashable {
    package var kind: InstanceImageKind = .tiny
    package var source = DebianSource()
    package var kernelPackage = "linux-image-cloud-amd64"
    /// Further Debian packages; for ``InstanceImageKind/debian`` only.
    package var extraPackages: [String] = []
    /// Further kernel parameters of the instance.
    package var kernelParameters: [String] = []
    /// The size in MiB; by default as small as the content allows.
    package var sizeMiB: Int?

    package init() {}
}

/// The kinds of instance images that can be built.
package enum InstanceImageKind: String, Sendable, Hashable, CaseIterable {
    /// A kernel and a busybox initramfs: says that it booted, shows its config drive, and stays.
    case tiny
    /// Debian with systemd and cloud-init.
    case debian
}
