# worker.rb WORK - does one round of WORK for each line that it reads, and answers each with a line.
$stdout.sync = true
$kept = []
$registry = ObjectSpace::WeakMap.new
WORK = {
	# fibers that wait for ever keep their stacks
	'fibers' => ->(n) { f = Fiber.new { Fiber.yield 'f' * 100 }; f.resume; $kept << f },
	'strings' => ->(n) { 8.times { |i| $kept << "#{n}-#{i}" + 's' * 500 } },
	'ring' => ->(n) { 20.times { |i| $kept << "#{n}-#{i}" + 's' * 500 }; $kept.shift while $kept.size > 300 },
	'weak' => ->(n) { 30.times { |i| $registry[Object.new] = 's' * 700 } },
	'methods' => ->(n) { 20.times { |i| Kernel.send(:define_method, "m_#{n}_#{i}") { n + i } } },
	'procs' => ->(n) { room = 'r' * 2500; $kept << proc { n } },
	'garbage' => ->(n) { 400.times { |i| { id: i, text: 't' * 200 } } },
	'buffer' => ->(n) { ($buffer ||= String.new) << 'b' * 40000; $buffer.clear },
}
work = WORK.fetch(ARGV[0])
collect = ARGV[1] == 'collect'
n = 0
while $stdin.gets
	work.call(n)
	GC.start if collect
	n += 1
	puts 'ok'
end
