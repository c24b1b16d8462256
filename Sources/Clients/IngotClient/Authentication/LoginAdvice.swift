/// What a person can do when the service does not take the login (401), by what was shown to it.
enum LoginAdvice {
    static func refused(_ login: Login) -> String {
        switch login.kind {
        case .nothing:
            "The service asks who calls. Name a cloud of clouds.yaml with --cloud or OS_CLOUD, or set OS_AUTH_TYPE: "
                + "http_basic with OS_USERNAME and OS_PASSWORD, or password with OS_AUTH_URL and the user's names."
        case .basic:
            "Check the user and the password (OS_USERNAME, OS_PASSWORD), and that the service has auth.strategy "
                + "http_basic."
        case .token: "The token is past its end or of another Identity service; get another: openstack token issue."
        case .keystone(let login):
            "A new token of \(login.address) was refused, too; the service must have auth.strategy keystone and ask "
                + "the same Identity service."
        }
    }
}
