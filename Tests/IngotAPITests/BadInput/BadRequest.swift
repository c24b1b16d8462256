import HTTPTypes
import IngotModel

/// A request that no caller should send, with what is wrong with it.
struct BadRequest: Sendable, CustomStringConvertible {
    /// What may become of it.
    enum Outcome: Sendable {
        /// A 4xx.
        case refused
        /// One status alone.
        case status(Int)
        /// Anything but a 5xx: it is odd, not wrong.
        case survived
    }

    var flaw: String
    var method: HTTPRequest.Method
    /// Path and query, as they are sent.
    var target: String
    var body: [UInt8]?
    var version: Int? = 115
    var headers: [String: String] = [:]
    var outcome = Outcome.refused

    var description: String {
        let text = body.map { " \(String(decoding: $0.prefix(160), as: UTF8.self))" } ?? ""
        return "[\(flaw)] \(method) \(target.prefix(120))\(text)"
    }

    /// What is wrong with an answer to it; nil where nothing is.
    func complaint(about answer: Answer) -> String? {
        switch outcome {
        case .refused where !(400...499).contains(answer.status): return "got \(answer.status)"
        case .status(let wanted) where answer.status != wanted: return "got \(answer.status), not \(wanted)"
        case .survived where answer.status >= 500: return "got \(answer.status)"
        case .refused, .status, .survived: break
        }
        guard answer.status >= 400, method != .head else { return nil }
        if answer.header("Content-Type") != "application/json" { return "the answer is no JSON" }
        if answer.message.isEmpty { return "no message for people" }
        return answer.code.isEmpty ? "no stable code" : nil
    }
}
