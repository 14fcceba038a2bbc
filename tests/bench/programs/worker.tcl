# worker.tcl WORK - does one round of WORK for each line that it reads, and answers each with a line.
set n 0
proc interps {n} { interp create i$n }
proc deleted {n} { interp create i$n; interp delete i$n }
proc procs {n} { for {set i 0} {$i < 6} {incr i} { proc p${n}_$i {a} "return \[expr {\$a + $i}\]; # [string repeat c 200]" } }
proc dicts {n} { global d; for {set i 0} {$i < 60} {incr i} { dict set d $i [string repeat v [expr {200 + $n % 7}]] } }
while {[gets stdin line] >= 0} {
	[lindex $argv 0] $n
	incr n
	puts ok
	flush stdout
}
