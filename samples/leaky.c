/*
 * leaky.c - a small server that leaks: at each request it makes an instance (a table of routes),
 * serves it, and deletes it again, but forgets part of the table.
 *
 *   leaky [KIB]     KIB lost at each request (24)
 *
 * SIGUSR1 is a request, SIGTERM the end. It prints its PID when it is ready.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUTES = 200, ROUTE_BYTES = 1000 };

struct instance {
	char *route[ROUTES];
};

static struct instance *instance_create(void)
{
	struct instance *instance = calloc(1, sizeof *instance);

	for (size_t i = 0; instance && i < ROUTES; i++) {
		instance->route[i] = malloc(ROUTE_BYTES);
		if (instance->route[i])
			memset(instance->route[i], (int)i, ROUTE_BYTES);
	}
	return instance;
}

/* The bug: the first `forgotten` routes stay allocated, and nobody knows where they are. */
static void instance_delete(struct instance *instance, size_t forgotten)
{
	for (size_t i = forgotten; instance && i < ROUTES; i++)
		free(instance->route[i]);
	free(instance);
}

int main(int argc, char **argv)
{
	size_t kib = argc > 1 ? strtoul(argv[1], NULL, 10) : 24;
	size_t forgotten = kib > ROUTES ? ROUTES : kib;
	sigset_t wanted;
	int signal_number;

	sigemptyset(&wanted);
	sigaddset(&wanted, SIGUSR1);
	sigaddset(&wanted, SIGTERM);
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	printf("%ld\n", (long)getpid());
	if (fflush(stdout))
		return 1;
	while (!sigwait(&wanted, &signal_number) && signal_number == SIGUSR1)
		instance_delete(instance_create(), forgotten);
	return 0;
}
