-- second.lua WORK [collect] - as worker.lua, but other works.
local kept, first = {}, 1
local work = {
	strings = function(n) for i = 1, 15 do kept[#kept + 1] = ("name %d %d "):format(n, i) .. ("s"):rep(100) end end,
	closures = function(n) for i = 1, 300 do local room = ("c"):rep(50) .. i; local f = function() return #room end; f() end end,
	upvalues = function(n) local room = {}; for i = 1, 60 do room[i] = n + i end; kept[#kept + 1] = function() return #room end end,
	wrapped = function(n) for i = 1, 50 do local f = coroutine.wrap(function() coroutine.yield(i) return i end); f(); f() end end,
	queue = function(n) for i = 1, 20 do kept[#kept + 1] = ("q"):rep(300) .. n .. i end; while #kept - first > 200 do kept[first] = nil; first = first + 1 end
		if first > 400 then kept = table.move(kept, first, #kept, 1, {}); first = 1 end end,
}
local n = 0
for line in io.lines() do
	work[arg[1]](n)
	n = n + 1
	if arg[2] then collectgarbage() end
	print("ok")
	io.stdout:flush()
end
