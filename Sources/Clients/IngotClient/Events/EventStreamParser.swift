import IngotModel

/// Reads Server-Sent Events out of bytes as they come (WHATWG HTML, section 9.2.6).
///
/// No input or output inside: bytes go in, whole events come out.
struct EventStreamParser {
    /// One dispatched event; the data are all its data lines.
    struct Block: Hashable {
        var id: String?
        var name = "message"
        var data = ""
    }

    struct LineTooLong: Error, CustomStringConvertible {
        var description: String {
            "the service sent an event that is larger than \(EventStreamParser.maximumBytes) bytes"
        }
    }

    /// The largest event that is read, in bytes.
    static let maximumBytes = 4 << 20

    private var line: [UInt8] = []
    private var endedWithReturn = false
    private var block = Block()
    private var hasData = false

    /// - Throws: ``LineTooLong``.
    mutating func read(_ bytes: some Sequence<UInt8>) throws -> [Block] {
        var blocks: [Block] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n") where endedWithReturn: endedWithReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedWithReturn = byte == UInt8(ascii: "\r")
                if let finished = endLine() { blocks.append(finished) }
            default:
                endedWithReturn = false
                line.append(byte)
                guard line.count + block.data.utf8.count <= Self.maximumBytes else { throw LineTooLong() }
            }
        }
        return blocks
    }

    private mutating func endLine() -> Block? {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else { return dispatch() }
        let text = String(decoding: line, as: UTF8.self)
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var value = parts.count > 1 ? parts[1] : ""
        if value.first == " " { value.removeFirst() }
        switch parts[0] {
        case "id": block.id = String(value)
        case "event": block.name = String(value)
        case "data":
            block.data += hasData ? "\n\(value)" : String(value)
            hasData = true
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> Block? {
        defer {
            block = Block()
            hasData = false
        }
        return hasData ? block : nil
    }
}
