-- One kind of request over and over, spread over the nodes of a file; the figures come out as one line of JSON.
-- Arguments: kind, file with one node's UUID a line.

local kind
local nodes = {}
local turn = 0

local FIELDS = "uuid,name,driver,power_state,provision_state,maintenance,resource_class,properties,extra,instance_uuid,owner,"
    .. "target_provision_state"
local NEW_NODE = '{"driver": "fake-hardware", "resource_class": "bench", "properties": {"cpus": 8, "memory_mb": 65536}}'

local function next_node()
    turn = turn + 1
    return nodes[turn % #nodes + 1]
end

local requests = {
    floor = function() return wrk.format("GET", "/healthz") end,
    node = function() return wrk.format("GET", "/v1/nodes/" .. next_node()) end,
    list = function() return wrk.format("GET", "/v1/nodes?limit=1000&fields=" .. FIELDS) end,
    detail = function() return wrk.format("GET", "/v1/nodes/detail?limit=1000") end,
    patch = function()
        local node = next_node()
        local body = string.format('[{"op": "add", "path": "/extra/bench", "value": %d}]', turn)
        return wrk.format("PATCH", "/v1/nodes/" .. node, nil, body)
    end,
    post = function() return wrk.format("POST", "/v1/nodes", nil, NEW_NODE) end,
}

function init(arguments)
    kind = arguments[1]
    for line in io.lines(arguments[2]) do
        nodes[#nodes + 1] = line
    end
    wrk.headers["X-OpenStack-Ironic-API-Version"] = "1.80"
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    return requests[kind]()
end

function done(summary, latency, _)
    local errors = summary.errors
    io.write(string.format(
        'figures {"answers": %d, "refused": %d, "broken": %d, "seconds": %f, "p50": %f, "p99": %f}\n',
        summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
        summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
