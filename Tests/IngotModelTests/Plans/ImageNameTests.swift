import IngotModel
import Testing

struct ImageNameTests {
    private static let uuid = "5c1f0b2a-9d3e-4c1f-8b2a-0123456789ab"
    private static let digest = String(repeating: "aB", count: 32)

    @Test(
        arguments: [
            ([:], nil), (["image_source": ""], nil), (["image_source": 5], nil),
            (["image_source": "http://a/debian.raw"], "http://a/debian.raw"),
            (["image_source": "https://user:pass@a:8443/x/debian.raw?sig=1&e=2#f"], "https://a:8443/x/debian.raw"),
            (["image_source": "file:///images/debian.raw"], "file:///images/debian.raw"),
            (["image_source": .string("http://a/" + String(repeating: "x", count: 600))], nil),
            (["image_source": .string(uuid.uppercased())], uuid), (["image_source": .string("glance://\(uuid)")], uuid),
            (["image_source": .string(uuid), "image_checksum": .string(digest)], uuid),
            (["image_source": "http://a/x", "image_checksum": .string(digest)], "sha256:\(digest.lowercased())"),
            (["image_source": "http://b/y", "image_checksum": .string(digest)], "sha256:\(digest.lowercased())"),
            (
                ["image_source": "http://a/x", "image_os_hash_algo": "sha256", "image_os_hash_value": .string(digest)],
                "sha256:\(digest.lowercased())"
            ),
            (["image_source": "http://a/x", "image_checksum": "http://a/SHA256SUMS?t=1"], "http://a/x"),
            (["image_source": "http://a/x", "image_checksum": "not a digest"], "http://a/x"),
        ] as [([String: JSONValue], String?)])
    func `an image is known by its UUID, else by its content, else by its address without secrets`(
        _ info: [String: JSONValue], _ name: String?
    ) {
        #expect(ImageName.of(info) == name)
    }

    @Test(arguments: [
        (Verb?.some(.active), true), (.deploy, true), (.rebuild, true), (.clean, false), (.deleted, false),
        (.rescue, false), (nil, false),
    ])
    func `only work that deploys has an image`(_ verb: Verb?, _ hasImage: Bool) {
        var node = Node(id: .random(), driver: "ipmi", createdAt: Timestamp(microseconds: 0))
        node.instanceInfo = ["image_source": "http://a/x"]
        #expect((ImageName.deployed(by: verb, on: node) != nil) == hasImage)
    }
}
