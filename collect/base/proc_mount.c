/* proc_mount.c - does /proc show this user all processes? */
#include "proc_mount.h"

#include <string.h>
#include <unistd.h>

#include "text.h"

bool proc_mount_hides(const struct buffer *mountinfo)
{
	const char *at = mountinfo->bytes, *end = at + mountinfo->len;
	bool hides = false;

	while (mountinfo->len && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop ? stop : end) - at);

		/* The kernel names the option only where it hides something (fs/proc/root.c,
		 * proc_show_options()). */
		if (text_find(at, len, " /proc "))
			hides = text_find(at, len, " - proc ") && text_find(at, len, ",hidepid=");
		at += len + 1;
	}
	return hides;
}

bool proc_mount_hides_here(void)
{
	struct buffer text = { 0 };
	bool hides = geteuid() != 0 && buffer_add_file(&text, "/proc/self/mountinfo") == 0 &&
		     proc_mount_hides(&text);

	buffer_free(&text);
	return hides;
}
