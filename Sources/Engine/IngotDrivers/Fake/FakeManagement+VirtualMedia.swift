import IngotHardware
import IngotModel

/// One drive of each type, empty at first; an image is never looked at.
extension FakeManagement: SupportsVirtualMedia {
    package func virtualMedia(of task: NodeTask) async throws -> [VirtualMedia] {
        let kept = kept(on: task)
        return VirtualMediaDevice.allCases.map { VirtualMedia(device: $0, image: kept[$0.rawValue]?.string) }
    }

    package func attach(_ media: VirtualMedia, to task: NodeTask) async throws -> NodeChanges {
        var kept = kept(on: task)
        kept[media.device.rawValue] = JSONValue(media.image)
        return Self.changes(kept)
    }

    package func detach(_ devices: Set<VirtualMediaDevice>, from task: NodeTask) async throws -> NodeChanges {
        let emptied = devices.isEmpty ? Set(VirtualMediaDevice.allCases) : devices
        return Self.changes(kept(on: task).filter { kept in !emptied.contains { $0.rawValue == kept.key } })
    }

    private func kept(on task: NodeTask) -> [String: JSONValue] {
        task.node.driverInternalInfo[Self.mediaKey]?.object ?? [:]
    }

    private static func changes(_ kept: [String: JSONValue]) -> NodeChanges {
        NodeChanges(internalInfo: [mediaKey: kept.isEmpty ? .null : .object(kept)])
    }

    private static let mediaKey = "fake_virtual_media"
}
