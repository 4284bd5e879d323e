-- wrk asks the questions at random and checks each whole answer. It runs with one connection a
-- thread, so the answer that comes is that of the question asked last.
--
-- From the environment: the file of questions (a table, see load.py), the file of the window, and
-- where to report.

local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

local bit = require("bit")
local asked, first, own

function init(args)
  own = dofile(os.getenv("SOAK_QUESTIONS"))
  answered, failed, wrong, stale, examples = 0, 0, 0, 0, ""
  math.randomseed(7919 * number)
end

local function current()
  local file = io.open(os.getenv("SOAK_WINDOW"))
  local from, to = file:read("*n", "*n")
  file:close()
  return from, to
end

local function digest(status, body)
  for _, pattern in ipairs(own.volatile) do
    body = body:gsub(pattern, "")
  end
  local text, sum = status .. "\n" .. body, 5381
  for at = 1, #text do
    sum = bit.tobit(sum * 33 + text:byte(at))
  end
  return sum
end

function request()
  asked = own.questions[own.weighted[math.random(#own.weighted)]]
  first = current()
  return wrk.format("GET", asked.path)
end

local function is_of(found, from, to)
  for state = from, to do
    if asked.digests[state % own.cycle + 1] == found then return true end
  end
  return false
end

local function report(what, status, last, body)
  if #examples < 4000 then
    examples = examples .. string.format(
      "%s: %s answered %d in states %d to %d: %s\n",
      what, asked.path, status, first, last, body:sub(1, 200):gsub("\n", " "))
  end
end

function response(status, headers, body)
  answered = answered + 1
  local _, last = current()
  local found = digest(status, body)
  if is_of(found, first, last) then return end
  if status >= 500 or status == 429 then
    failed = failed + 1
    report("failed", status, last, body)
  elseif first > 0 and is_of(found, first - 1, first - 1) then
    stale = stale + 1
    report("stale", status, last, body)
  else
    wrong = wrong + 1
    report("wrong", status, last, body)
  end
end

function done(summary, latency, requests)
  local total = { answered = 0, failed = 0, wrong = 0, stale = 0 }
  local told = ""
  for _, thread in ipairs(threads) do
    for name in pairs(total) do
      total[name] = total[name] + thread:get(name)
    end
    told = told .. thread:get("examples")
  end
  local errors = summary.errors
  total.unanswered = errors.connect + errors.read + errors.write + errors.timeout
  total.p50_ms = latency:percentile(50) / 1000
  total.p99_ms = latency:percentile(99) / 1000
  total.most_ms = latency.max / 1000
  local file = io.open(os.getenv("SOAK_REPORT"), "w")
  for name, value in pairs(total) do
    file:write(name, " ", value, "\n")
  end
  file:write("\n", told)
  file:close()
end
