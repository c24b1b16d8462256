import IngotModel

/// A management interface that can put an image into a drive which exists for the machine only.
package protocol SupportsVirtualMedia: ManagementInterface {
    func virtualMedia(of task: NodeTask) async throws -> [VirtualMedia]

    func attach(_ media: VirtualMedia, to task: NodeTask) async throws -> NodeChanges

    /// Takes out what lies in drives of these types, in every drive where none is given.
    func detach(_ devices: Set<VirtualMediaDevice>, from task: NodeTask) async throws -> NodeChanges
}

/// An image in a virtual drive.
package struct VirtualMedia: Sendable, Hashable {
    package var device: VirtualMediaDevice
    /// The image's address, or nil for an empty drive.
    package var image: String?

    package init(device: VirtualMediaDevice, image: String?) {
        self.device = device
        self.image = image
    }
}

package enum VirtualMediaDevice: String, Sendable, Hashable, CaseIterable {
    case cdrom, disk, floppy
}
