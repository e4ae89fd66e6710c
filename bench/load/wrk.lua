-- Sends calls, drawn at random from a file. Reports one line of JSON.
-- A line of the file has method, path, token and body, separated by tabs.

local calls = {}

function init(args)
  math.randomseed(tonumber(args[2]))
  for line in io.lines(args[1]) do
    local method, path, token, body = line:match("^(%S+)\t(%S+)\t(%S+)\t(.*)$")
    local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = body ~= "" and "application/json" or nil }
    calls[#calls + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end

function request()
  return calls[math.random(#calls)]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('{"answers":%d,"failed":%d,"perSecond":%.2f,"p50Ms":%.3f,"p99Ms":%.3f}\n',
    summary.requests - errors.status, failed, (summary.requests - errors.status) / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
