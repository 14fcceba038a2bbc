-- worker.lua WORK [collect] - does one round of WORK for each line that it reads, and answers each with a line.
local kept, weak = {}, setmetatable({}, { __mode = "v" })
local work = {
	coroutines = function(n) for i = 1, 3 do local c = coroutine.create(function() coroutine.yield(i) end) coroutine.resume(c) kept[#kept + 1] = c end end,
	tables = function(n) for i = 1, 30 do kept[#kept + 1] = { id = n, name = i } end end,
	weak = function(n) for i = 1, 200 do weak[#weak + 1] = { n, i, ("w"):rep(100) .. n * i } end end,
	ring = function(n) for i = 1, 10 do kept[(10 * n + i) % 200] = ("r"):rep(900) .. n end end,
	cdata = function(n) local ffi = require("ffi") ffi.cdef("void *malloc(size_t); void *memset(void *, int, size_t);") ffi.C.memset(ffi.C.malloc(1600), 1, 1600) end,
}
local n = 0
for line in io.lines() do
	work[arg[1]](n)
	n = n + 1
	if arg[2] then collectgarbage() end
	print("ok")
	io.stdout:flush()
end
