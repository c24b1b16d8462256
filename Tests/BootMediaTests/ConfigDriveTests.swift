import Foundation
import Testing

@testable import BootMedia

@Suite
struct `A config drive` {
    @Test
    func `holds its documents for every version that readers look for`() throws {
        let drive = ConfigDrive(metaData: Array("{}".utf8), userData: Array("#!/bin/sh\n".utf8))
        let reader = ISOReader(image: try drive.image(), names: .rockRidge)
        #expect(reader.label == "config-2")
        #expect(
            reader.files().keys.sorted() == [
                "openstack/2012-08-10/meta_data.json", "openstack/2012-08-10/user_data",
                "openstack/latest/meta_data.json", "openstack/latest/user_data",
            ])
    }

    @Test
    func `travels as gzip in base64`() async throws {
        // More than one stored block.
        let drive = ConfigDrive(metaData: Array("{}".utf8), userData: [UInt8](repeating: 65, count: 200_000))
        let packed = try #require(Data(base64Encoded: try drive.encoded()))
        try await withTemporaryDirectory { directory in
            try packed.write(to: URL(filePath: "\(directory)/drive.gz"))
            try await Tool.gzip.run(["-d", "\(directory)/drive.gz"])
            let unpacked = [UInt8](try Data(contentsOf: URL(filePath: "\(directory)/drive")))
            let image = try drive.image()
            #expect(unpacked == image)
        }
    }

    @Test
    func `is read from a directory`() async throws {
        try await withTemporaryDirectory { directory in
            let latest = "\(directory)/openstack/latest"
            try FileManager.default.createDirectory(atPath: latest, withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: URL(filePath: "\(latest)/meta_data.json"))
            let drive = try ConfigDrive(directory: directory)
            #expect(drive.files == ["openstack/latest/meta_data.json": Array("{}".utf8)])
        }
    }

    @Test
    func `of a directory without metadata is refused`() async throws {
        try await withTemporaryDirectory { directory in
            let error = #expect(throws: BuildError.self) { try ConfigDrive(directory: directory) }
            #expect(error?.evidence.contains("meta_data.json") == true)
        }
    }

    @Test
    func `is checked with the usual CRC`() {
        #expect(StoredGzip.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    }
}
