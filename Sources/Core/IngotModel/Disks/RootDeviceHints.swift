/// Why root device hints cannot be used.
package struct RootDeviceHintError: Error, Hashable, CustomStringConvertible {
    package var key: String
    package var reason: String

    package init(key: String, reason: String) {
        self.key = key
        self.reason = reason
    }

    package var description: String {
        "root device hint \"\(key)\": \(reason). Known hints are \(RootDeviceHints.knownKeys)"
    }
}

/// Which disk the operator wants the image on: every hint must be fulfilled, the first disk listed wins.
///
/// Read from `properties.root_device` or `instance_info.root_device`. Sizes are in GiB; texts are compared without
/// regard to case; operators are those of ``HintExpression``. Follows the Bare Metal service's root device hints.
package struct RootDeviceHints: Sendable, Hashable {
    package enum Key: String, Sendable, Hashable, CaseIterable {
        case size, model, wwn, serial, vendor, name, rotational, hctl
        case wwnWithExtension = "wwn_with_extension"
        case wwnVendorExtension = "wwn_vendor_extension"
        case byPath = "by_path"
        case transport = "tran"
    }

    package enum Condition: Sendable, Hashable, CustomStringConvertible {
        case flag(Bool)
        case number(HintExpression)
        case text(HintExpression)

        package var description: String {
            switch self {
            case .flag(let flag): "\(flag)"
            case .number(let expression): "\(expression) GiB"
            case .text(let expression): "\(expression)"
            }
        }
    }

    package var conditions: [Key: Condition]

    package static let knownKeys = Key.allCases.map(\.rawValue).sorted().joined(separator: ", ")

    /// The smallest disk that is taken where no hints are given: 4 GiB.
    package static let smallestUsableSize: Int64 = 4 * 1_073_741_824

    /// Reads the hints' object.
    ///
    /// - Throws: ``RootDeviceHintError`` for an unknown key or a value of the wrong kind.
    package init(_ value: JSONValue) throws(RootDeviceHintError) {
        guard let members = value.object else {
            throw RootDeviceHintError(key: "root_device", reason: "must be an object, not \(value.kind)")
        }
        conditions = [:]
        for (name, value) in members {
            guard let key = Key(rawValue: name) else {
                throw RootDeviceHintError(key: name, reason: "is not known")
            }
            conditions[key] = try Self.condition(key, value)
        }
    }

    package init(conditions: [Key: Condition] = [:]) { self.conditions = conditions }

    package var isEmpty: Bool { conditions.isEmpty }

    /// The hints that hold for a node: those of the instance before those of the machine, nil where neither has any.
    package static func effective(instanceInfo: JSONValue?, properties: JSONValue?) throws(RootDeviceHintError)
        -> RootDeviceHints?
    {
        for holder in [instanceInfo, properties] {
            guard let value = holder?["root_device"], !value.isNull, value.object?.isEmpty != true else { continue }
            return try RootDeviceHints(value)
        }
        return nil
    }

    package func match(_ disk: BlockDevice) -> Bool {
        conditions.allSatisfy { key, condition in Self.fulfils(disk, key, condition) }
    }

    /// The hints that a disk does not fulfil, by their names' order.
    package func unfulfilled(by disk: BlockDevice) -> [Key] {
        conditions.filter { key, condition in !Self.fulfils(disk, key, condition) }.keys
            .sorted { $0.rawValue < $1.rawValue }
    }

    /// The first of the disks that fulfils every hint.
    package func choose(from disks: [BlockDevice]) -> BlockDevice? { disks.first(where: match) }

    /// The disk to install on where nobody gave hints: the smallest of at least 4 GiB, by size and then name.
    package static func standardChoice(from disks: [BlockDevice]) -> BlockDevice? {
        disks.filter { $0.size >= smallestUsableSize }.min { ($0.size, $0.name) < ($1.size, $1.name) }
    }

    private static func condition(_ key: Key, _ value: JSONValue) throws(RootDeviceHintError) -> Condition {
        switch key {
        case .rotational: return .flag(try flag(value))
        case .size: return .number(try number(key, value))
        default:
            guard let text = value.string, !text.isEmpty else {
                throw RootDeviceHintError(key: key.rawValue, reason: "must be a text, not \(value.kind)")
            }
            return .text(HintExpression(text, standard: .textEqual))
        }
    }

    private static func flag(_ value: JSONValue) throws(RootDeviceHintError) -> Bool {
        if let flag = value.bool { return flag }
        switch value.string?.lowercased() {
        case "true", "t", "yes", "y", "on", "1": return true
        case "false", "f", "no", "n", "off", "0": return false
        default: throw RootDeviceHintError(key: "rotational", reason: "must be true or false")
        }
    }

    private static func number(_ key: Key, _ value: JSONValue) throws(RootDeviceHintError) -> HintExpression {
        if let whole = value.integer {
            guard whole > 0 else { throw RootDeviceHintError(key: key.rawValue, reason: "must be above 0 (in GiB)") }
            return HintExpression(String(whole), standard: .equal)
        }
        guard let text = value.string else {
            throw RootDeviceHintError(key: key.rawValue, reason: "must be a number of GiB, not \(value.kind)")
        }
        let expression = HintExpression(text, standard: .equal)
        let areNumbers = expression.operands.allSatisfy { Double($0) != nil }
        guard expression.comparison == .inRange || (areNumbers && !expression.operands.isEmpty) else {
            throw RootDeviceHintError(key: key.rawValue, reason: "\"\(text)\" is no number of GiB")
        }
        return expression
    }

    private static func fulfils(_ disk: BlockDevice, _ key: Key, _ condition: Condition) -> Bool {
        switch condition {
        case .flag(let wanted): disk.isRotational == wanted
        case .number(let expression): expression.isFulfilled(by: disk.gibibytes)
        case .text(let expression): texts(of: disk, key).contains { expression.isFulfilled(by: $0) }
        }
    }

    static func texts(of disk: BlockDevice, _ key: Key) -> [String] {
        let texts: [String?] =
            switch key {
            case .model: [disk.model]
            case .vendor: [disk.vendor]
            case .name: [disk.name]
            case .hctl: [disk.hctl]
            case .byPath: [disk.byPath]
            case .transport: [disk.transport]
            case .wwnWithExtension: [disk.wwnWithExtension]
            case .wwnVendorExtension: [disk.wwnVendorExtension]
            case .serial: [disk.serial] + disk.otherSerials
            case .wwn: [disk.wwn] + disk.otherWWNs
            case .size, .rotational: []
            }
        return texts.compactMap { $0 }
    }
}
