# functions.awk - the functions that C files define, as clang-format sets them: "file:line name lines parameters" each.
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
		print FILENAME ":" first, name, FNR - first + 1, count_parameters(head)
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
