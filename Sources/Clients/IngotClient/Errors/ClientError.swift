import AsyncHTTPClient
import NIOCore
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A call that did not succeed: what was tried, how it ended, and what to do next.
public struct ClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// How the call ended.
    public enum Reason: Sendable, Hashable {
        /// It would have meant something else than was asked for.
        case notSent
        /// No connection, or it broke.
        case unreachable
        /// The deadline passed.
        case timedOut
        /// The service answered with this status.
        case refused(status: Int)
        /// The service's answer makes no sense.
        case unreadable
    }

    public var reason: Reason
    /// The method and the whole address.
    public var attempted: String
    /// What the service, or the connection, had to say.
    public var fault: String
    /// The service's word for the reason, for programs to read; only Ingot has such words.
    public var code: String?
    /// All that is in the way, where a dry run was refused; the fault is among it.
    public var blockers: [String] = []
    /// The service's own number for the call, to be found in its log.
    public var requestID: String?
    public var advice: String

    /// The status of a refusal.
    public var status: Int? { if case .refused(let status) = reason { status } else { nil } }

    /// Whether the same call may succeed a little later: the service was not there, too busy, or broke down.
    public var isPassing: Bool {
        switch reason {
        case .unreachable, .timedOut: true
        case .refused(let status): status >= 500
        case .notSent, .unreadable: false
        }
    }

    public var description: String { "\(account)\nAdvice: \(advice)" }

    /// What was tried and how it ended, without the advice.
    package var account: String {
        let account = "\(attempted) \(ending): \(fault)"
        // The only one has been told.
        let others = blockers.count > 1 ? ["Blocked by:"] + blockers.map { "  - \($0)" } : []
        return ([account] + others + (requestID.map { ["Request: \($0)"] } ?? [])).joined(separator: "\n")
    }

    private var ending: String {
        switch reason {
        case .notSent: "was not sent"
        case .unreachable: "did not reach the service"
        case .timedOut: "got no answer in time"
        case .refused(let status): "was refused (\(status))"
        case .unreadable: "got an answer that cannot be read"
        }
    }
}

extension ClientError {
    init(refusal answer: Answer, advice: String, attempted: String) {
        let fault = Fault(body: answer.body)
        var words = fault.text.isEmpty ? "the service gave no reason" : fault.text
        if answer.status == 401, let challenge = answer.challenge { words += " (it asks for \(challenge))" }
        if (300..<400).contains(answer.status), let place = answer.location { words += " (it points to \(place))" }
        self.init(
            reason: .refused(status: answer.status), attempted: attempted, fault: words, code: fault.code,
            requestID: answer.requestID, advice: advice)
        blockers = fault.blockers
    }

    init(unreadable answer: Answer, because reason: String, attempted: String) {
        let start = String(decoding: answer.body.prefix(80), as: UTF8.self)
        self.init(
            reason: .unreadable, attempted: attempted, fault: "\(reason); it begins with \"\(start)\"",
            requestID: answer.requestID, advice: Advice.unreadable)
    }

    /// Tells a passed deadline from a connection that failed; anything else is quoted as it is.
    init(transport error: any Error, attempted: String, within deadline: Duration) {
        let timeouts: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .connectTimeout, .writeTimeout]
        if let error = error as? HTTPClientError, timeouts.contains(error) {
            self.init(
                reason: .timedOut, attempted: attempted, fault: "\(error) after \(deadline)", advice: Advice.timedOut)
        } else if let distrust = Self.distrust(error) {
            self.init(reason: .unreachable, attempted: attempted, fault: distrust, advice: Advice.untrusted)
        } else {
            self.init(
                reason: .unreachable, attempted: attempted, fault: Self.words(for: error), advice: Advice.unreachable)
        }
    }

    /// What is wrong with the certificate of the other side, where that is what stands in the way.
    private static func distrust(_ error: any Error) -> String? {
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return "its certificate is for other names than the one in the address"
        }
        // TLS tells its reasons as a list of texts alone.
        guard error is NIOSSLError, "\(error)".contains("CERTIFICATE_VERIFY_FAILED") else { return nil }
        return "its certificate is past its end, or of an authority that is not trusted"
    }

    /// The system's own words where the system refused: "Connection refused" says more than the function that failed.
    private static func words(for error: any Error) -> String {
        guard let error = error as? IOError, let text = strerror(error.errnoCode) else { return "\(error)" }
        return String(cString: text)
    }
}
