import Crypto
import IngotContracts
import IngotHardware
import IngotModel

extension DirectDeploy {
    /// The image that the node's `instance_info` asks for.
    ///
    /// - Throws: ``HardwareProblem`` naming the field that is missing or wrong.
    static func imageInfo(of task: NodeTask) throws(HardwareProblem) -> ImageInfo {
        let info = task.node.instanceInfo
        guard let source = info["image_source"]?.string, !source.isEmpty else {
            throw problem("instance_info/image_source is missing; set it to the http(s) URL of a whole-disk image")
        }
        guard source.hasPrefix("http://") || source.hasPrefix("https://") else {
            throw problem(
                "instance_info/image_source is '\(source.withoutSecrets)', but the deploy interface 'direct' fetches http:// and"
                    + " https:// only; put a local file into the service's files directory and give its /files/ URL")
        }
        if let kind = info["image_type"]?.string, kind != "whole-disk", kind != "whole-disk-image" {
            throw problem("instance_info/image_type is '\(kind)'; only whole-disk images can be deployed so far")
        }
        let format = info["image_disk_format"]?.string ?? "raw"
        let checksum = try checksum(of: info)
        return ImageInfo(
            id: identity(of: source, checksum), urls: [source], checksum: checksum,
            diskFormat: format, isStreamed: format == "raw", nodeUUID: task.node.id.text,
            requestAuthorization: info["image_request_authorization"]?.string)
    }

    /// Names the content, not the instance: an agent takes an image of the same name for written already.
    private static func identity(of source: String, _ checksum: ImageInfo.Checksum) -> String {
        let digest = SHA256.hash(data: Array("\(source) \(checksum)".utf8))
        return digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func checksum(of info: [String: JSONValue]) throws(HardwareProblem) -> ImageInfo.Checksum {
        if let algorithm = info["image_os_hash_algo"]?.string, let value = info["image_os_hash_value"]?.string {
            guard ["sha256", "sha512"].contains(algorithm) else {
                throw problem("instance_info/image_os_hash_algo is '\(algorithm)'; use sha256 or sha512")
            }
            return .hash(algorithm: algorithm, value: value.lowercased())
        }
        guard let checksum = info["image_checksum"]?.string, !checksum.isEmpty else {
            throw problem(
                "instance_info holds no checksum of the image; set image_checksum (sha256 or sha512, or its URL), or"
                    + " image_os_hash_algo and image_os_hash_value")
        }
        if checksum.hasPrefix("http://") || checksum.hasPrefix("https://") { return .url(checksum) }
        guard [64, 128].contains(checksum.utf8.count), checksum.allSatisfy(\.isHexDigit) else {
            throw problem(
                "instance_info/image_checksum is neither a URL nor 64 (sha256) or 128 (sha512) hexadecimal digits")
        }
        return .digits(checksum.lowercased())
    }

    private static func problem(_ message: String) -> HardwareProblem { HardwareProblem(.invalidParameter, message) }
}
