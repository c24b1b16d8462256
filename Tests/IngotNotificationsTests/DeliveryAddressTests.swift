import Testing

@testable import IngotNotifications

struct DeliveryAddressTests {
    @Test(arguments: [
        ("https://hooks.example/a?token=1", "https://hooks.example", "https://hooks.example/a?token=1", nil, ""),
        ("http://ann:pa%2Fss%40@10.0.0.1:81/x", "http://10.0.0.1:81", "http://10.0.0.1:81/x", "ann", "pa/ss@"),
        ("https://ann@[fd00::1]:8443#part", "https://[fd00::1]:8443", "https://[fd00::1]:8443", "ann", ""),
        ("http://ann:a:b@hooks.example", "http://hooks.example", "http://hooks.example", "ann", "a:b"),
    ])
    func `a URL is taken apart into what is asked for and who asks`(
        _ text: String, _ place: String, _ url: String, _ user: String?, _ password: String
    ) throws {
        let address = try #require(DeliveryAddress(text))
        #expect(address.place == place)
        #expect(address.url.reveal() == url)
        #expect(address.user == user)
        #expect(address.password.reveal() == password)
    }

    @Test(arguments: [
        "", "http://", "https:///x", "ftp://a.example", "a.example", "http://user:pa/ss@hooks.example",
        "http://user:12/ss@hooks.example", "http://user:12?ss@hooks.example", "http://user:12#ss@hooks.example",
        "http://user:p@ss@hooks.example", "http://us%3Aer:pass@hooks.example", "http://hooks.example:99999",
        "http://hooks.example/a b", "http://hooks.exämple", "http://hooks.example/@channel",
    ])
    func `what could be taken apart in two ways is no address`(_ text: String) {
        #expect(DeliveryAddress(text) == nil)
    }

    @Test func `an address does not show what is secret in it`() throws {
        let address = try #require(DeliveryAddress("https://ann:s3cret@hooks.example/t0ken?key=t0ken"))
        for secret in ["s3cret", "t0ken"] { #expect(!"\(address)".contains(secret)) }
    }
}
