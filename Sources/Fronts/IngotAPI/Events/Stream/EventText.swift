import IngotModel
import NIOCore

/// Server-Sent Events as they go over the wire (WHATWG HTML, section 9.2.6).
enum EventText {
    /// A first comment, so that the client sees at once that it is connected, and how soon to come back after an end.
    static func opening(after position: Int64) -> ByteBuffer {
        ByteBuffer(string: ": events after \(position)\nretry: 2000\n\n")
    }

    /// Keeps the connection alive, and finds out whether it is.
    static let heartbeat = ByteBuffer(string: ":\n\n")

    static func event(_ event: Event, shown body: JSONValue) -> ByteBuffer {
        block(id: event.sequence, name: event.kind.rawValue, .object(event.json(shown: body)))
    }

    /// Tells that events up to this one are gone: what the client knows may be old, and is best read anew.
    static func reset(missedUpTo sequence: Int64) -> ByteBuffer {
        block(id: sequence, name: "reset", ["sequence": .integer(sequence)])
    }

    /// Our JSON is one line, so that one data line has it.
    private static func block(id: Int64, name: String, _ data: JSONValue) -> ByteBuffer {
        ByteBuffer(string: "id: \(id)\nevent: \(name)\ndata: \(data.serialized())\n\n")
    }
}
