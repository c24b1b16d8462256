import IngotAuth
import Testing

struct PolicyTests {
    @Test func `who is not asked may do everything`() {
        #expect(Policy().allows("baremetal:node:get", .anybody))
    }
}
