# functions.awk - the functions that C files define, as clang-format sets them: "file:line name lines parameters writable"
# each; writable: how many of the parameters are pointers to what is not const.
function count_parameters(text,    i, c, depth, commas) {
	sub(/^[^(]*\(/, "", text)
	if (text ~ /^(void)?\)/)
		return 0
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "(")
			depth++
		else if (c == ")" && !depth--)
			break
		else if (c == "," && !depth)
			commas++
	}
	return commas + 1
}
function count_writable(text,    i, n, count, part) {
	sub(/^[^(]*\(/, "", text)
	n = split(text, part, ",")
	for (i = 1; i <= n; i++)
		count += part[i] ~ /\*/ && part[i] !~ /const /
	return count + 0
}
FNR == 1 { head = ""; inside = 0 }
/^{/ && head ~ /\(/ {
	name = head
	sub(/\(.*/, "", name)
	sub(/.*[ *]/, "", name)
	first = begin
	inside = 1
}
/^}/ {
	if (inside)
		print FILENAME ":" first, name, FNR - first + 1, count_parameters(head), count_writable(head)
	inside = 0
	head = ""
	next
}
inside { next }
/^[#\/]/ || /^ \*/ || /^$/ || /;$/ { head = ""; next }
{
	if (head == "")
		begin = FNR
	head = head " " $0
}
