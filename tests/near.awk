# near.awk - awk -f tests/near.awk WANT GOT: the lines that differ, where a number may differ by one in the sixth digit.
# For golden files on other processors than the one that made them.

# The words of a line, numbers as #; the numbers go to numbers[1..n].
function words(line, numbers,    n, out) {
	split("", numbers)
	while (match(line, /[0-9]+(\.[0-9]+)?(e-?[0-9]+)?/)) {
		numbers[++n] = substr(line, RSTART, RLENGTH) + 0
		out = out substr(line, 1, RSTART - 1) "#"
		line = substr(line, RSTART + RLENGTH)
	}
	return out line
}
function near(a, b,    most) {
	most = a > b ? a : b
	return a == b || (a - b) * (a - b) <= 1.1e-5 * most * 1.1e-5 * most
}
FNR == NR { want[FNR] = $0; lines = FNR; next }
{
	same = FNR <= lines && words(want[FNR], a) == words($0, b)
	for (i = 1; same && i in a; i++) same = near(a[i], b[i])
	if (!same) print "< " want[FNR] "\n> " $0
	seen = FNR
}
END { if (seen < lines) print lines - seen " lines are missing" }
