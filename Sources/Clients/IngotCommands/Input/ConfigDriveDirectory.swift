import ArgumentParser
import Foundation
import IngotModel

/// A directory with the content of a config drive.
struct ConfigDriveDirectory {
    let path: String

    /// The files that a drive is made from, and the member of the JSON that each becomes.
    private static let members = [
        "meta_data.json": "meta_data", "network_data.json": "network_data", "vendor_data.json": "vendor_data",
        "user_data": "user_data",
    ]

    /// The drive as JSON.
    ///
    /// - Throws: `ValidationError` for a file that would be lost, and for JSON that is none.
    func value() throws -> JSONValue {
        let nested = path + "/openstack/latest"
        let directory = FileManager.default.fileExists(atPath: nested) ? nested : path
        let files = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        if let stranger = files.first(where: { Self.members[$0] == nil }) {
            throw ValidationError(
                "--config-drive: \(directory)/\(stranger) has no place in a drive that the service makes; "
                    + "keep to \(Self.members.keys.sorted().joined(separator: ", ")), or pack an ISO image with gzip.")
        }
        guard !files.isEmpty else { throw ValidationError("--config-drive: \(directory) is empty.") }
        return JSONValue(try Dictionary(uniqueKeysWithValues: files.map { try member($0, in: directory) }))
    }

    private func member(_ file: String, in directory: String) throws -> (String, JSONValue) {
        let bytes = Array(try Data(contentsOf: URL(filePath: "\(directory)/\(file)")))
        let name = Self.members[file] ?? file
        guard file.hasSuffix(".json") else { return (name, .string(String(decoding: bytes, as: UTF8.self))) }
        do {
            return (name, try JSONValue.parse(bytes))
        } catch {
            throw ValidationError("--config-drive: \(directory)/\(file): \(error)")
        }
    }
}
