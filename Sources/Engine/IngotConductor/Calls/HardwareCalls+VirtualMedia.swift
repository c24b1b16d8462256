import IngotHardware
import IngotModel

extension HardwareCalls {
    func virtualMedia(_ task: NodeTask) async throws -> CallAnswer {
        let drives = try await drives(task).virtualMedia(of: task)
        return CallAnswer(
            .array(
                drives.map { drive in
                    [
                        "media_types": [.string(drive.device.rawValue)], "inserted": .bool(drive.image != nil),
                        "image": .string(drive.image ?? ""),
                    ]
                }))
    }

    func attachVirtualMedia(_ task: NodeTask) async throws -> CallAnswer {
        let drives = try await drives(task)
        let device = try task.word("device_type", of: VirtualMediaDevice.self)
        let image = try task.argument("image_url", \.string, "the address of an image")
        guard let scheme = image.split(separator: ":").first?.lowercased(), image.contains("://"),
            Self.schemes.contains(scheme)
        else {
            throw HardwareProblem(
                .invalidParameter,
                "the image's address must begin with one of: \(Self.schemes.map { "\($0)://" }.joined(separator: ", "))"
            )
        }
        try refuseWithoutPower(task)
        return CallAnswer(changes: try await drives.attach(VirtualMedia(device: device, image: image), to: task))
    }

    func detachVirtualMedia(_ task: NodeTask) async throws -> CallAnswer {
        let drives = try await drives(task)
        var devices: Set<VirtualMediaDevice> = []
        for word in task.arguments["device_types"]?.array ?? [] {
            guard let device = word.string.flatMap(VirtualMediaDevice.init) else {
                throw HardwareProblem(
                    .invalidParameter,
                    "there is no virtual drive of type \(word.serialized()), only cdrom, disk, floppy")
            }
            devices.insert(device)
        }
        try refuseWithoutPower(task)
        return CallAnswer(changes: try await drives.detach(devices, from: task))
    }

    private func drives(_ task: NodeTask) async throws -> any SupportsVirtualMedia {
        try await fit(.management, task, as: (any SupportsVirtualMedia).self)
    }

    private func refuseWithoutPower(_ task: NodeTask) throws(PlanBlocker) {
        guard task.node.inMaintenance, task.node.fault == Fault.power.rawValue else { return }
        throw PlanBlocker(
            code: "power_failure", status: 503,
            message: "node \(task.node.id) is in maintenance because its power failed; its virtual drives cannot be"
                + " changed until that is over")
    }

    private static let schemes = ["http", "https", "nfs", "cifs", "smb"]
}
