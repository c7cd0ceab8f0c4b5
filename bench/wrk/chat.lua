-- Sends one chat completion over and over and prints what bench/lib/measure.sh reads:
-- requests, seconds, median and 99th percentile in microseconds, failed requests.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")

local file = assert(io.open(os.getenv("BENCH_BODY"), "rb"))
wrk.body = file:read("*a")
file:close()

-- Milliseconds between an answer and the next request of its connection, where there are to be any.
local pause = os.getenv("BENCH_PAUSE_MS")
if pause then
  function delay()
    return tonumber(pause)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("BENCH %d %.3f %d %d %d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), failed))
end
