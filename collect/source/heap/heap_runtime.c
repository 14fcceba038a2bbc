/* heap_runtime.c - allocators and managed heaps that are recognised, not read */
#include "heap_runtime.h"

#include <stddef.h>
#include <string.h>

#include "heap_maps.h"

/* Beginnings of file names. */
static const struct {
	const char *prefix, *name;
} unread[] = {
	{ "libjemalloc", "jemalloc" },
	{ "libtcmalloc", "tcmalloc" },
	{ "libmimalloc", "mimalloc" },
	{ "libjvm.so", "jvm" },
	{ "libnode.so", "v8" },
	{ "libv8", "v8" },
	{ "node", "v8" },
	{ "libphp", "zend" },
	{ "php", "zend" },
	{ "libcoreclr.so", "dotnet" },
	{ "libmozjs", "mozjs" },
	{ "beam.smp", "erlang" },
};

static bool begins(const char *name, const char *prefix)
{
	return !strncmp(name, prefix, strlen(prefix));
}

/* After the beginning come a version, an extension, a variant, or nothing: `node18`, `nodejs`,
 * `php-fpm8.2`, `libphp8.2.so`; not `phpmyadmin.conf`. */
static bool is_called(const char *name, const char *prefix)
{
	const char *rest = name + strlen(prefix);

	return begins(name, prefix) && (*rest == '\0' || strchr(".-_0123456789", *rest) != NULL ||
					       begins(rest, "js") || begins(prefix, "lib"));
}

static const char *unread_name(const char *file)
{
	for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
		if (is_called(file, unread[i].prefix))
			return unread[i].name;
	return NULL;
}

/* libc-2.28.so and before; since 2.34 the file is called libc.so.6. */
static bool is_old_glibc(const char *name)
{
	return begins(name, "libc-2.1") || (begins(name, "libc-2.2") && name[8] != '9');
}

void heap_runtime_recognise(const struct heap_maps *maps, struct heap_runtime *runtime)
{
	*runtime = (struct heap_runtime){ .unread = NULL };
	for (size_t i = 0; i < maps->module_count; i++) {
		const char *name = heap_maps_name(maps, (uint16_t)i);

		if (!runtime->unread)
			runtime->unread = unread_name(name);
		runtime->has_python |= begins(name, "libpython") || begins(name, "python");
		runtime->has_glibc |= begins(name, "libc.so.6") || begins(name, "libc-2.");
		runtime->has_old_glibc |= is_old_glibc(name);
		runtime->has_musl |= begins(name, "ld-musl") || begins(name, "libc.musl");
	}
}
