import IngotModel

/// Whether a node's ramdisk may stay up between operations, read strictly.
enum FastTrack {
    /// - Throws: ``APIError`` (400) where `driver_info.fast_track` is neither true nor false.
    static func isOn(_ node: Node, default fallback: Bool) throws -> Bool {
        guard let value = node.driverInfo["fast_track"], !value.isNull else { return fallback }
        guard let flag = value.flag else {
            throw APIError.invalid("The 'fast_track' in the driver_info of node \(node.id) must be true or false")
        }
        return flag
    }
}
