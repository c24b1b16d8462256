import AsyncHTTPClient
import IngotModel
import Logging
import NIOCore

/// Posts deliveries by HTTP. The client should follow no redirection: what is signed is for the URL that was set.
package struct HTTPDeliverySender: DeliverySender {
    private let http: HTTPClient

    package init(http: HTTPClient) { self.http = http }

    package func send(_ delivery: Delivery, to target: DeliveryTarget, within limit: Duration) async throws {
        var request = HTTPClientRequest(url: target.url.reveal())
        request.method = .POST
        for (name, value) in delivery.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(string: delivery.body))
        let status: UInt
        do {
            status = try await http.execute(request, timeout: .nanoseconds(limit.microseconds * 1_000)).status.code
        } catch let error as CancellationError {
            throw error
        } catch {
            throw DeliveryFailure("\(target.place) did not answer: \(error)")
        }
        guard (200..<300).contains(status) else {
            throw DeliveryFailure("\(target.place) answered HTTP \(status)", status: Int(status))
        }
    }
}
