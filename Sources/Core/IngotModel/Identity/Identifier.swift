/// A UUID (RFC 9562) that knows what it identifies, in its canonical lower-case text form.
package struct Identifier<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Accepts the 36-character form with hyphens, in either case; anything else is nil.
    package init?(_ text: String) {
        guard Self.isUUID(text) else { return nil }
        // Nearly every identifier is in lower case already, and lists of a thousand nodes are read often.
        let hasCapitals = text.utf8.contains { UInt8(ascii: "A")...UInt8(ascii: "F") ~= $0 }
        self.text = hasCapitals ? text.lowercased() : text
    }

    private init(bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        var output: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { output.append(UInt8(ascii: "-")) }
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 0xF)])
        }
        text = String(decoding: output, as: UTF8.self)
    }

    /// A new random identifier (version 4).
    package static func random(using generator: inout some RandomNumberGenerator) -> Self {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return Self(bytes: bytes)
    }

    /// A new random identifier (version 4) from the system's generator.
    package static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// Whether a text has the canonical form of a UUID; names of nodes may not.
    package static func isUUID(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count == 36 else { return false }
            for index in bytes.indices {
                switch (index, bytes[index]) {
                case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")), (23, UInt8(ascii: "-")):
                    continue
                case (8, _), (13, _), (18, _), (23, _): return false
                case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")),
                    (_, UInt8(ascii: "A")...UInt8(ascii: "F")):
                    continue
                default: return false
                }
            }
            return true
        }
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

package typealias NodeID = Identifier<Node>
package typealias PortID = Identifier<Port>
package typealias RequestID = Identifier<NodeRequest>
package typealias RunID = Identifier<Run>
package typealias PortgroupID = Identifier<Portgroup>
package typealias ChassisID = Identifier<Chassis>
package typealias AllocationID = Identifier<Allocation>
package typealias DeployTemplateID = Identifier<DeployTemplate>
package typealias RunbookID = Identifier<Runbook>
package typealias InspectionRuleID = Identifier<InspectionRule>
package typealias VolumeConnectorID = Identifier<VolumeConnector>
package typealias VolumeTargetID = Identifier<VolumeTarget>
package typealias HistoryEntryID = Identifier<HistoryEntry>
