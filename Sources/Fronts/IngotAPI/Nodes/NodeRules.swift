/// The policy's rules about nodes that more than one place asks for.
enum NodeRules {
    static let get = "baremetal:node:get"
    static let list = "baremetal:node:list"
    static let listAll = "baremetal:node:list_all"
    static let create = "baremetal:node:create"
    static let createOwn = "baremetal:node:create:self_owned_node"
    static let updateProvisionedOwner = "baremetal:node:update_owner_provisioned"
    static let delete = "baremetal:node:delete"
    static let deleteOwn = "baremetal:node:delete:self_owned_node"
}
