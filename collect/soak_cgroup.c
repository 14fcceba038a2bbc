/* soak_cgroup.c - which cgroups a run records. */
#include "base/say.h"
#include "soak.h"

#include <string.h>

#include "source/cgroup/cgroup.h"

bool soak_cgroup_is_auto(const struct soak *soak)
{
	const char *name = soak->options->cgroup;

	return name && !strcmp(name, "auto");
}

int soak_add_named_cgroup(struct soak *soak)
{
	struct cgroup wish = { .has_files = true, .is_target = true };
	const char *name = soak->options->cgroup;

	if (!name || soak_cgroup_is_auto(soak))
		return 0;
	if (strlen(name) >= sizeof wish.path) {
		say("--cgroup: the path is too long");
		return -1;
	}
	memcpy(wish.path, name, strlen(name));
	return soak->source->add_cgroup(soak->source, &wish);
}

bool soak_add_cgroups(struct soak *soak)
{
	const struct target_list *targets = &soak->targets.list;
	struct cgroup wish = { .has_files = soak_cgroup_is_auto(soak),
		.is_target = soak_cgroup_is_auto(soak),
		.tells = soak->options->tree };
	struct buffer pids = { 0 };
	bool found;

	for (size_t i = 0; (wish.has_files || wish.tells) && i < targets->count; i++) {
		struct target *target = &targets->known[i];

		if (target->has_cgroup || target->gone || target->root)
			continue;
		target->has_cgroup = true;
		buffer_add(&pids, (const char *)&target->pid, sizeof target->pid);
	}
	found = pids.len && soak->source->add_cgroups_of(soak->source, &pids, &wish);
	buffer_free(&pids);
	return found;
}
