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

    /// - Parameters:
    ///   - high: the first eight bytes, the most significant first.
    ///   - low: the last eight.
    private init(high: UInt64, low: UInt64) {
        text = String(unsafeUninitializedCapacity: 36) { output in
            var place = 0
            for index in 0..<32 {
                if [8, 12, 16, 20].contains(index) {
                    output[place] = UInt8(ascii: "-")
                    place += 1
                }
                let digit = (index < 16 ? high : low) >> UInt64(60 - 4 * (index % 16)) & 0xF
                output[place] = UInt8(digit < 10 ? 0x30 + digit : 0x57 + digit)
                place += 1
            }
            return place
        }
    }

    /// A new random identifier (version 4).
    package static func random(using generator: inout some RandomNumberGenerator) -> Self {
        let (high, low) = (generator.next(), generator.next())
        return Self(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
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
