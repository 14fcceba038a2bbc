/* log_set.c - lines that are one key and its value, and say whose record it is, or when it was
 * taken. */
#include "log_set.h"

#include "key_record.h"
#include "../cells/moment.h"

/* A line that is a key and its value. */
struct set {
	struct span key, value;
	char sign; /* between them */
};

/* `key: value`, `key : value`, `key = value` and `key=value`; only behind = the value may have
 * blanks. False: it is none. */
static bool split_set(struct span line, struct set *set)
{
	struct span sign;
	ptrdiff_t equals;

	if (!span_field(&line, &set->key) ||
		(span_is(set->key, "-") && !span_field(&line, &set->key)))
		return false;
	set->value = span_trim(line);
	equals = span_find(set->key, '=');
	if (!set->value.len && equals > 0) {
		set->value = span_from(set->key, (size_t)equals + 1);
		set->key.len = (size_t)equals;
		set->sign = '=';
		return set->value.len > 0;
	}
	set->sign = ':';
	if (span_ends(set->key, ":")) {
		set->key.len--;
		return set->value.len > 0 && span_find(set->value, ' ') < 0;
	}
	if (!span_field(&line, &sign) || sign.len != 1 || (sign.at[0] != '=' && sign.at[0] != ':'))
		return false;
	set->sign = sign.at[0];
	set->value = span_trim(line);
	return set->value.len > 0 && (set->sign == '=' || span_find(set->value, ' ') < 0);
}

/* `Process: web [4711]` of vmmap, `Main PID: 4711 (web)` of systemctl status: whose record it is.
 */
static bool take_process(struct form_reading *reading, struct span line)
{
	static const char vmmap[] = "Process:", systemd[] = "Main PID:";
	bool is_vmmap = span_starts(line, vmmap);
	struct span name =
		span_trim(span_from(line, is_vmmap ? sizeof vmmap - 1 : sizeof systemd - 1));
	struct span number;
	ptrdiff_t open;
	uint64_t pid;

	if (!is_vmmap && !span_starts(line, systemd))
		return false;
	open = span_rfind(name, is_vmmap ? '[' : '(');
	if (open <= 0 || !span_ends(name, is_vmmap ? "]" : ")"))
		return false;
	number = (struct span){ name.at, (size_t)open };
	name = span_from(name, (size_t)open + 1);
	name.len--;
	if (is_vmmap) {
		struct span swap = number;

		number = name;
		name = swap;
	}
	if (!span_number(span_trim(number), INT32_MAX, &pid) || !pid)
		return false;
	key_record_begin(reading, span_of("Process"), (struct span){ NULL, 0 });
	reading->keys.pid = (int32_t)pid;
	reading->keys.name = span_trim(name);
	return true;
}

/* Id of Format-List of PowerShell, beside the ProcessName, and of systemctl show. */
static bool take_id(struct form_reading *reading, const struct set *set)
{
	uint64_t pid;
	bool is_pid = set->sign == ':' && span_number(set->value, INT32_MAX, &pid) && pid;

	if (!span_is(set->key, "Id") || (!is_pid && span_is_digit(set->value.at[0])))
		return false;
	key_record_begin(reading, set->key, (struct span){ NULL, 0 });
	if (is_pid)
		reading->keys.pid = (int32_t)pid;
	else
		reading->keys.name = reading->keys.owner = set->value;
	return true;
}

/* `name = web` or `time = 2026-11-02 08:00:00` alone in its line, as sqlite3 -line prints them,
 * `name: web` of YAML, `Name : web` of PowerShell and `Name=web` of wmic: whose record it is, and
 * when it was taken. */
static bool take_set(struct form_reading *reading, struct span line)
{
	struct set set;
	enum column_role role;
	int64_t time_ms = -1;

	if (!split_set(line, &set))
		return false;
	if (take_id(reading, &set))
		return true;
	role = column_name_read(set.key).role;
	if (role == COLUMN_TIME)
		time_ms = moment_read(&reading->table->moment, set.value, 0);
	if (role != COLUMN_NAME && role != COLUMN_OWNER && time_ms < 0)
		return false;
	key_record_begin(reading, set.key, (struct span){ NULL, 0 });
	if (role == COLUMN_TIME)
		reading->keys.time_ms = reading->table->date_ms = time_ms;
	else
		reading->keys.name = set.value;
	if (role == COLUMN_OWNER)
		reading->keys.owner = set.value;
	return true;
}

bool log_set_take(struct form_reading *reading, struct span line)
{
	return take_set(reading, line) || take_process(reading, line);
}
