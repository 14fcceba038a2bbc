#!/bin/sh
# fleet-collect.sh DEVICES DIR TARGET... [-- ACTION...] - soaks many devices at once, from here, with nothing installed on them, and
# judges all of it in one table. DEVICES names a device a line, as ssh takes it; {} in TARGET and ACTION is the device.
#
#   printf '%s\n' dut1 dut2 dut3 >devices
#   ROUNDS=100 samples/fleet-collect.sh devices soak ripd -- ssh {} ./create-and-delete
#
# It leaves DIR/DEVICE.run of each, DIR/joblog with each collector's exit status, and DIR/report. A device that could not be
# recorded is named, and makes the exit status 2: missing data is never a pass.
# ROUNDS (30), COLLECT_OPTIONS, ANALYZE_OPTIONS and SSH ("ssh -F file", say) are taken from the environment; so is VERSION, what
# to ask a device for the version under test, as VERSION='cat /etc/version': the table then tells which versions leak.
# The same without parallel: leakline-analyze(1), EXAMPLES.
set -u
collect=${COLLECT:-leakline-collect} analyze=${ANALYZE:-leakline-analyze}
[ $# -ge 3 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
devices=$1 dir=$2
shift 2
mkdir -p "$dir" || exit 2
grep -q . "$devices" || { echo "fleet-collect: $devices: no device in it (a name a line)" >&2; exit 2; }

# A job a device, all at once: a round of one does not wait for another's.
# shellcheck disable=SC2086
grep . "$devices" | parallel --will-cite -q -j 0 --joblog "$dir/joblog" \
	"$collect" -q -n "${ROUNDS:-30}" ${COLLECT_OPTIONS:-} --via "${SSH:-ssh} {}" -o "$dir/{}.run" "$@"

# Exit status 1 is a run that ended early: what was recorded is whole, and is judged.
missing=0
grep . "$devices" >"$dir/devices"
while read -r device; do
	if [ -e "$dir/$device.run/run.info" ]; then
		[ -z "${VERSION:-}" ] || echo "version: $(${SSH:-ssh} "$device" "$VERSION" </dev/null | head -n 1)" >>"$dir/$device.run/run.info"
	else
		echo "fleet-collect: $device: nothing was recorded (see above, and $dir/joblog)" >&2
		missing=$((missing + 1))
	fi
done <"$dir/devices"
[ "$(ls -d "$dir"/*.run 2>/dev/null)" ] || exit 2

# shellcheck disable=SC2086
"$analyze" ${ANALYZE_OPTIONS:-} -o "$dir/report" "$dir"/*.run
status=$?
[ $missing = 0 ] || status=2
exit $status
