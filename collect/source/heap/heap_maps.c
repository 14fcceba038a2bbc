/* heap_maps.c - the mappings relevant to a heap, and the mapped files */
#include "heap_maps.h"

#include <string.h>

#include "../../base/text.h"

/* A .bss after a file's data is anonymous memory; larger anonymous memory is no .bss. */
static const uint64_t BSS_MAX = UINT64_C(16) << 20;

/* One line of maps: `start-end perms offset major:minor inode name`. */
struct line {
	uint64_t start, end, offset, inode;
	const char *perms; /* four letters */
	const char *name;
	size_t name_len;
};

static bool take_hex(const char **at, const char *end, char stop, uint64_t *value)
{
	if (!text_read_hex(at, end, value) || *at == end || **at != stop)
		return false;
	++*at;
	return true;
}

/* Cuts a line without its LF. */
static bool cut_line(const char *at, const char *end, struct line *line)
{
	uint64_t device;

	if (!take_hex(&at, end, '-', &line->start) || !take_hex(&at, end, ' ', &line->end) ||
		end - at < 5)
		return false;
	line->perms = at;
	at += 5;
	if (!take_hex(&at, end, ' ', &line->offset) || !take_hex(&at, end, ':', &device) ||
		!take_hex(&at, end, ' ', &device) || !text_read_decimal(&at, end, &line->inode))
		return false;
	while (at < end && *at == ' ')
		at++;
	line->name = at;
	line->name_len = (size_t)(end - at);
	return line->start < line->end;
}

static bool begins(const struct line *line, const char *prefix)
{
	size_t len = strlen(prefix);

	return line->name_len >= len && !memcmp(line->name, prefix, len);
}

/* Files that code and data come from; shared memory and devices have paths, too. */
static bool is_file(const struct line *line)
{
	return begins(line, "/") && !begins(line, "/dev/") && !begins(line, "/SYSV") &&
	       !begins(line, "/memfd:") && !begins(line, "/anon_hugepage");
}

/* Anonymous memory may have a name (PR_SET_VMA_ANON_NAME); a private mapping of huge pages
 * (MAP_HUGETLB) is anonymous, whatever its name. */
static bool is_anonymous(const struct line *line)
{
	return line->perms[3] == 'p' &&
	       (line->name_len == 0 || begins(line, "[anon:") || begins(line, "/anon_hugepage"));
}

static bool is_writable(const struct line *line)
{
	return line->perms[0] == 'r' && line->perms[1] == 'w';
}

/* Stores the path, and where its base name starts. False if there is no room. */
static bool add_path(struct heap_maps *maps, const struct line *line, struct heap_module *module)
{
	static const char deleted[] = " (deleted)";
	size_t len = line->name_len, cut = sizeof deleted - 1;
	char *path = maps->paths + maps->paths_len;

	if (len > cut && !memcmp(line->name + len - cut, deleted, cut))
		len -= cut;
	if (len + 1 > HEAP_PATHS_MAX - maps->paths_len)
		return false;
	memcpy(path, line->name, len);
	path[len] = '\0';
	module->path = module->name = (uint32_t)maps->paths_len;
	for (size_t i = 0; i < len; i++)
		if (path[i] == '/')
			module->name = (uint32_t)(maps->paths_len + i + 1);
	maps->paths_len += len + 1;
	return true;
}

/* The file of a mapping. A loaded file's segments follow each other with ascending offsets; if the
 * offsets restart, the same file was loaded again. */
static uint16_t module_of(struct heap_maps *maps, const struct line *line)
{
	struct heap_module *last = maps->module + maps->module_count - 1;

	if (maps->module_count > 0 && last->inode == line->inode && last->offset <= line->offset &&
		strlen(maps->paths + last->path) <= line->name_len &&
		memcmp(maps->paths + last->path, line->name, strlen(maps->paths + last->path)) ==
			0) {
		last->offset = line->offset;
		return (uint16_t)(maps->module_count - 1);
	}
	last++;
	if (maps->module_count == HEAP_MODULES_MAX || !add_path(maps, line, last))
		return HEAP_NO_MODULE;
	last->base = line->start - line->offset;
	last->inode = line->inode;
	last->offset = line->offset;
	return (uint16_t)maps->module_count++;
}

/* The file whose .bss this anonymous memory is, as it follows its data. */
static uint16_t bss_of(const struct heap_maps *maps, const struct line *line)
{
	const struct heap_map *before = maps->map + maps->count - 1;

	return maps->count > 0 && before->kind == HEAP_MAP_FILE && before->writable &&
			       before->end == line->start && line->end - line->start <= BSS_MAX
		       ? before->module
		       : (uint16_t)HEAP_NO_MODULE;
}

static void add_to_filter(struct heap_maps *maps, const struct heap_map *map)
{
	uint64_t piece = map->start >> HEAP_FILTER_SHIFT;
	uint64_t last = (map->end - 1) >> HEAP_FILTER_SHIFT;

	if (last - piece >= HEAP_FILTER_BITS)
		last = piece + HEAP_FILTER_BITS - 1;
	for (; piece <= last; piece++)
		maps->filter[piece % HEAP_FILTER_BITS / 8] |=
			(uint8_t)(1 << piece % HEAP_FILTER_BITS % 8);
}

static void add_map(struct heap_maps *maps, const struct heap_map *map)
{
	struct heap_map *before = maps->map + maps->count - 1;

	if (maps->count > 0 && map->kind != HEAP_MAP_FILE && before->kind == map->kind &&
		before->end == map->start && before->module == HEAP_NO_MODULE) {
		before->end = map->end;
		return;
	}
	if (maps->count > 0 && before->end > map->start)
		return; /* not ascending: no kernel writes that */
	if (maps->count == HEAP_MAPS_MAX) {
		maps->is_cut = true;
		return;
	}
	maps->map[maps->count++] = *map;
	if (map->module != HEAP_NO_MODULE)
		add_to_filter(maps, map);
}

static void take_line(struct heap_maps *maps, const struct line *line)
{
	struct heap_map map = { .start = line->start,
		.end = line->end,
		.module = HEAP_NO_MODULE,
		.writable = is_writable(line) };

	if (begins(line, "[heap]")) {
		map.kind = HEAP_MAP_BRK;
	} else if (is_anonymous(line)) {
		map.kind = HEAP_MAP_ANON;
		map.module = bss_of(maps, line);
	} else if (is_file(line) && line->perms[0] == 'r') {
		map.kind = HEAP_MAP_FILE;
		map.module = module_of(maps, line);
	} else {
		return;
	}
	if (map.kind == HEAP_MAP_FILE || map.writable)
		add_map(maps, &map);
}

void heap_maps_take(struct heap_maps *maps, struct buffer *text)
{
	const char *at = text->bytes, *end = text->bytes + text->len, *line_end;
	struct line line;

	while (at < end && (line_end = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		if (cut_line(at, line_end, &line))
			take_line(maps, &line);
		at = line_end + 1;
	}
	text->len = (size_t)(end - at);
	memmove(text->bytes, at, text->len);
}

void heap_maps_end_bss(struct heap_maps *maps, size_t index, uint64_t end)
{
	struct heap_map *map = &maps->map[index];

	if (end <= map->start)
		map->module = HEAP_NO_MODULE;
	if (end <= map->start || end >= map->end || maps->count == HEAP_MAPS_MAX)
		return;
	memmove(map + 1, map, (maps->count - index) * sizeof *map);
	maps->count++;
	map[1].module = HEAP_NO_MODULE;
	map[0].end = map[1].start = end;
}

void heap_maps_clear(struct heap_maps *maps)
{
	maps->count = maps->module_count = maps->paths_len = 0;
	maps->is_cut = false;
	maps->last = NULL;
	memset(maps->filter, 0, sizeof maps->filter);
}

const struct heap_map *heap_maps_find(const struct heap_maps *maps, uint64_t address)
{
	size_t low = 0, high = maps->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (maps->map[middle].end <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low < maps->count && maps->map[low].start <= address ? &maps->map[low] : NULL;
}

uint16_t heap_maps_search_module(struct heap_maps *maps, uint64_t address)
{
	const struct heap_map *map;

	if (!heap_maps_may_be_file(maps, address))
		return HEAP_NO_MODULE;
	map = heap_maps_find(maps, address);
	maps->last = map;
	return map != NULL ? map->module : (uint16_t)HEAP_NO_MODULE;
}

const char *heap_maps_path(const struct heap_maps *maps, uint16_t module)
{
	return maps->paths + maps->module[module].path;
}

const char *heap_maps_name(const struct heap_maps *maps, uint16_t module)
{
	return maps->paths + maps->module[module].name;
}
