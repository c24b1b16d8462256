import ArgumentParser
import Foundation
import IngotModel

/// A config drive on the command line, in any of the forms that the OpenStack client takes.
///
/// - JSON with `meta_data`, `user_data`, `network_data` and `vendor_data`: the service makes the drive from it;
/// - an address: the service fetches the drive from there;
/// - a directory with these files, flat or under `openstack/latest`: sent as such JSON;
/// - a file: JSON, a gzipped ISO image, or the Base64 text of one.
struct ConfigDriveArgument: ExpressibleByArgument, Sendable, Hashable {
    var text: String

    init(argument: String) { text = argument }

    /// What the service takes as `configdrive`.
    ///
    /// - Throws: `ValidationError`.
    func value(in surroundings: Surroundings) throws -> JSONValue {
        if text.first(where: { !$0.isWhitespace }) == "{" { return try Self.json(text) }
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return .string(text) }
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: text, isDirectory: &isDirectory), isDirectory.boolValue {
            return try ConfigDriveDirectory(path: text).value()
        }
        guard let bytes = try surroundings.read(text) else {
            throw ValidationError("--config-drive: \"\(text)\" is neither JSON, an address, a directory nor a file.")
        }
        return try Self.content(of: bytes, from: text)
    }

    private static func content(of bytes: [UInt8], from path: String) throws -> JSONValue {
        if bytes.starts(with: [0x1F, 0x8B]) { return .string(Data(bytes).base64EncodedString()) }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw ValidationError(
                "--config-drive: \(path) is neither text nor gzipped; pack the ISO image with gzip first.")
        }
        if text.first(where: { !$0.isWhitespace }) == "{" { return try json(text) }
        return .string(text.filter { !$0.isWhitespace })
    }

    private static func json(_ text: String) throws -> JSONValue {
        do {
            return try JSONValue.parse(text)
        } catch {
            throw ValidationError("--config-drive: \(error)")
        }
    }
}
