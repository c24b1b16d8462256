import IngotAPI
import NIOHTTP1

extension TransportRefusal {
    /// What a failure of the parser is to the caller; nil for what is no failure of it.
    init?(_ error: any Error, hasLongLine: Bool) {
        switch error {
        case let refusal as TransportRefusal: self = refusal
        case HTTPParserError.invalidMethod: self = .unknownMethod
        case HTTPParserError.headerOverflow: self = hasLongLine ? .targetTooLong : .headTooLarge
        case is HTTPParserError: self = .malformed
        default: return nil
        }
    }
}
