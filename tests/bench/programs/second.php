<?php
// second.php WORK - as worker.php, but other works.
$kept = [];
function lines($room) { while (true) yield strlen($room); }
$work = [
	'names' => function ($n) { static $names = []; for ($i = 0; $i < 6; $i++) $names["name-$n-$i"] = str_repeat('v', 500); },
	'names_bounded' => function ($n) { static $names = []; for ($i = 0; $i < 12; $i++) $names["name-$n-$i"] = str_repeat('v', 500); while (count($names) > 180) array_shift($names); },
	'patterns' => function ($n) { for ($i = 0; $i < 300; $i++) preg_match("/a{{$i}}b$n/", 'aab'); },
	'generators' => function ($n) use (&$kept) { for ($i = 0; $i < 3; $i++) { $g = lines(str_repeat('g', 1200)); $g->current(); $kept[] = $g; } },
	'rows' => function ($n) { $rows = []; for ($i = 0; $i < 500; $i++) $rows[] = ['id' => $i, 'text' => "row $n $i"]; usort($rows, fn($a, $b) => $b['id'] <=> $a['id']); },
	'sent' => function ($n) { static $out = ''; for ($i = 0; $i < 50; $i++) $out .= str_repeat('o', 700); $out = ''; },
];
while (($line = fgets(STDIN)) !== false) { static $n = 0; $work[$argv[1]]($n++); echo "ok\n"; }
