<?php
// worker.php WORK - does one round of WORK for each line that it reads, and answers each with a line.
class Node { public $self; public $body; function __construct($size) { $this->body = str_repeat('b', $size); } }
$kept = [];
$storage = new SplObjectStorage;
$work = [
	'storage' => function ($n) use ($storage) { for ($i = 0; $i < 4; $i++) $storage->attach(new Node(1000)); },
	'detached' => function ($n) use ($storage) {
		for ($i = 0; $i < 20; $i++) { $o = new Node(1000); $storage->attach($o); $storage->detach($o); }
	},
	'cycles' => function ($n) { for ($i = 0; $i < 200; $i++) { $o = new Node(300); $o->self = $o; } gc_collect_cycles(); },
	'closures' => function ($n) use (&$kept) { $room = str_repeat('r', 6000); $kept[] = function () use ($room) { return $room; }; },
	'ring' => function ($n) use (&$kept) {
		for ($i = 0; $i < 25; $i++) $kept[] = "$n-$i" . str_repeat('s', 400);
		$kept = array_slice($kept, -400);
	},
	'documents' => function ($n) use (&$kept) { for ($i = 0; $i < 3; $i++) $kept[] = array_fill(0, 100, "k$n"); },
];
while (($line = fgets(STDIN)) !== false) { static $n = 0; $work[$argv[1]]($n++); echo "ok\n"; }
