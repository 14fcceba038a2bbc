# second.tcl WORK - as worker.tcl, but other works.
set n 0
proc cells {n} { global a; for {set i 0} {$i < 8} {incr i} { set a($n,$i) [string repeat v 120] } }
proc cells_unset {n} { global a; for {set i 0} {$i < 60} {incr i} { set a($n,$i) [string repeat v 120] }; array unset a $n,* }
proc after_far {n} { for {set i 0} {$i < 5} {incr i} { after 100000000 [list puts [string repeat l 300]$n] } }
proc after_cancelled {n} { for {set i 0} {$i < 40} {incr i} { after cancel [after 100000000 [list puts [string repeat l 300]$n]] } }
while {[gets stdin line] >= 0} {
	[lindex $argv 0] $n
	incr n
	puts ok
	flush stdout
}
