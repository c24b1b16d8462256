import AsyncHTTPClient
import IngotModel
import Logging
import NIOCore

/// Posts deliveries by HTTP. The client should follow no redirection: what is signed is for the URL that was set.
package struct HTTPDeliverySender: DeliverySender {
    private let http: HTTPClient

    package init(http: HTTPClient) { self.http = http }

    package func send(_ delivery: Delivery, to target: DeliveryTarget, within limit: Duration) async throws {
        let address = target.address
        var request = HTTPClientRequest(url: address.url.reveal())
        request.method = .POST
        if let user = address.user { request.setBasicAuth(username: user, password: address.password.reveal()) }
        for (name, value) in delivery.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(string: delivery.body))
        let status: UInt
        do {
            status = try await http.execute(request, timeout: .nanoseconds(limit.microseconds * 1_000)).status.code
        } catch let error as CancellationError {
            throw error
        } catch {
            throw DeliveryFailure("\(address.place) did not answer: \(error)")
        }
        guard (200..<300).contains(status) else {
            throw DeliveryFailure("\(address.place) answered HTTP \(status)", status: Int(status))
        }
    }
}
