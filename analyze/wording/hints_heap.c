/* hints_heap.c - possible causes of a growth that the live heap shows. */
#include "hints_heap.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "blocks.h"
#include "wording.h"

/* A heap of so much is worth a hint where so little of it is in use. */
enum { LARGE_KIB = 1024 };
#define LITTLE_USED 0.25
#define MOSTLY_CACHED 0.5

/* "dict" of PyDict_Type, "weakref_ref" of _PyWeakref_RefType; "" if it names no type of CPython. */
static const char *python_type(struct arena *arena, struct span object)
{
	static const struct {
		const char *name, *type;
	} other[] = { { "unicode", "str" }, { "long", "int" }, { "cfunction", "builtin" } };
	struct span name = span_starts(object, "_") ? span_from(object, 1) : object;
	char *type;

	if (!span_starts(name, "Py") || !span_ends(name, "Type"))
		return "";
	name = span_from(name, strlen("Py"));
	name.len -= span_ends(name, "_Type") ? strlen("_Type") : strlen("Type");
	type = arena_take(arena, name.len + 1);
	for (size_t i = 0; i < name.len; i++) {
		/* a name of C has no other letters: one that has is no type's */
		if (!isalnum((unsigned char)name.at[i]) && name.at[i] != '_')
			return "";
		type[i] = (char)tolower((unsigned char)name.at[i]);
	}
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (!strcmp(type, other[i].name))
			return other[i].type;
	return type;
}

/* What grows most, if it is of CPython. */
static const char *hint_python(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	size_t count, growing;
	struct blocks_row *rows = blocks_rows(arena, analysis, finding, &count, &growing);

	for (size_t i = 0; i < growing; i++) {
		const char *type = python_type(arena, rows[i].class->object);
		const char *rate = blocks_per_round(arena, &rows[i]);

		if (*type)
			return text_format(arena,
				"Python objects of type %s: %s a round; gc.get_objects() lists those that are tracked, tracemalloc says where they were made",
				type, rate);
	}
	return growing && rows[0].class->is_pooled
		       ? "the blocks that grow are in CPython's pools: Python objects; --symbols with the interpreter's debug file names their types"
		       : NULL;
}

/* Free memory that no thread can hand out again but the one that freed it. */
static const char *hint_caches(struct arena *arena, const struct finding *finding)
{
	const struct heap_view *heap = &finding->process->heap;
	const char *size = wording_size(arena, heap->cached_kib);

	if (heap->cached_kib < LARGE_KIB || finding->heap.free_kib <= 0 ||
		heap->cached_kib < MOSTLY_CACHED * finding->heap.free_kib)
		return NULL;
	return text_format(arena,
		"%s of free memory are in thread caches and fastbins, which malloc_trim does not give back: see whether it grows with GLIBC_TUNABLES=glibc.malloc.tcache_count=0",
		size);
}

/* "one arena of 64.0 MiB with 1 % in use" */
static const char *hint_arenas(struct arena *arena, const struct finding *finding)
{
	const struct heap_view *heap = &finding->process->heap;
	double used = heap->held_kib - finding->heap.free_kib;
	const char *size = wording_size(arena, heap->held_kib), *share, *count;

	if (heap->held_kib < LARGE_KIB || finding->heap.free_kib < 0 || heap->arenas < 1 ||
		used > LITTLE_USED * heap->held_kib)
		return NULL;
	share = wording_percent(arena, used > 0 ? used / heap->held_kib : 0);
	count = heap->arenas == 1 ? "one arena"
				  : text_format(arena, "%lld arenas", (long long)heap->arenas);
	return text_format(arena,
		"%s of %s with %s in use: the rest is free, and malloc keeps it for later%s", count,
		size, share,
		heap->arenas > 1 ? "; MALLOC_ARENA_MAX=1 shows whether threads spread it" : "");
}

size_t hints_heap(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, const char *hints[HINTS_HEAP_MAX])
{
	const char *found[HINTS_HEAP_MAX];
	size_t count = 0;

	if (!finding->heap.is_read)
		return 0;
	found[0] = hint_python(arena, analysis, finding);
	found[1] = hint_caches(arena, finding);
	found[2] = hint_arenas(arena, finding);
	for (size_t i = 0; i < HINTS_HEAP_MAX; i++)
		if (found[i])
			hints[count++] = found[i];
	return count;
}
