#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The small volume from which an instance learns who it is: an ISO 9660 image labelled `config-2`.
///
/// Its tree is that of the OpenStack metadata format, written for the version names that readers look for.
package struct ConfigDrive: Sendable, Hashable {
    package static let label = "config-2"
    private static let versions = ["2012-08-10", "latest"]

    /// Contents by path below the volume's root.
    package let files: [String: [UInt8]]

    package init(files: [String: [UInt8]]) {
        self.files = files
    }

    /// A drive of the usual documents.
    ///
    /// - Parameters:
    ///   - metaData: The JSON object of `meta_data.json`: at least `uuid`, and usually `name` or `hostname`.
    ///   - userData: Anything that the instance understands, such as a cloud-init script.
    ///   - networkData: The JSON object of `network_data.json`.
    ///   - vendorData: The JSON object of `vendor_data.json`.
    package init(
        metaData: [UInt8], userData: [UInt8]? = nil, networkData: [UInt8]? = nil, vendorData: [UInt8]? = nil
    ) {
        let documents: [(name: String, content: [UInt8]?)] = [
            ("meta_data.json", metaData), ("user_data", userData), ("network_data.json", networkData),
            ("vendor_data.json", vendorData),
        ]
        var files: [String: [UInt8]] = [:]
        for version in Self.versions {
            for document in documents { files["openstack/\(version)/\(document.name)"] = document.content }
        }
        self.files = files
    }

    /// A drive with the files of a directory. Reads the disk: not for the threads that tasks share.
    ///
    /// - Throws: ``BuildError`` when there is no such directory, or it has no `meta_data.json` where readers look.
    package init(directory: String) throws {
        let tree = DebianTree(root: directory)
        var files: [String: [UInt8]] = [:]
        for path in tree.files(below: "") {
            guard let file = tree.file(path) else { continue }
            files[String(path.dropFirst())] = [UInt8](try Data(contentsOf: URL(filePath: file)))
        }
        guard files.keys.contains(where: { $0.hasPrefix("openstack/") && $0.hasSuffix("/meta_data.json") }) else {
            throw BuildError(
                "Reading the config drive \(directory)", evidence: "it has no openstack/*/meta_data.json",
                advice: "Name the directory that holds `openstack`")
        }
        self.files = files
    }

    /// The volume's bytes.
    package func image() throws -> [UInt8] {
        try ISOImage(label: Self.label, files: files).encoded()
    }

    /// The volume as the Bare Metal API and the agent take it: gzip, then base64.
    package func encoded() throws -> String {
        Data(StoredGzip.encode(try image())).base64EncodedString()
    }
}
