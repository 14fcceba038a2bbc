# exports.awk - the functions that headers export and only their own .c uses: "file name" each; they could be static.
# A function that an inline one of its header calls is used.
FNR == 1 {
	unit = FILENAME
	sub(/\.[ch]$/, "", unit)
	header = FILENAME ~ /\.h$/
}
header && /^[a-z].*\(/ && !/^static/ {
	name = $0
	sub(/\(.*/, "", name)
	sub(/.*[ *]/, "", name)
	if (name != "")
		of[name] = unit
}
{
	line = $0
	while (match(line, /[a-z_][a-z_0-9]*/)) {
		word = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (!(word in first))
			first[word] = unit
		else if (first[word] != unit)
			shared[word]
		if (header && ++count[word] > 1)
			shared[word]
	}
}
END {
	for (name in of)
		if (!(name in shared))
			print of[name] ".h", name
}
