-- Sends requests with tokens that are wrong, each another one, as fast as it can.
-- BENCH_WRONG says what they begin with; BENCH_TAIL, how many random characters follow.
local letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
local start, count = os.getenv("BENCH_WRONG"), tonumber(os.getenv("BENCH_TAIL"))

function init()
  math.randomseed(os.time())
end

local function token()
  local tail = {}
  for i = 1, count do
    local at = math.random(#letters)
    tail[i] = letters:sub(at, at)
  end
  return start .. table.concat(tail)
end

function request()
  return wrk.format("GET", nil, { Authorization = "Bearer " .. token() })
end

function done(summary)
  io.write(string.format("WRONG %d %.3f %d\n", summary.requests, summary.duration / 1e6,
    summary.requests - summary.errors.status))
end
