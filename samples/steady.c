/*
 * steady.c - a small server that does not leak: at each request it makes an instance (a table of
 * routes), serves it, and deletes all of it again. What it keeps is a log of the last requests,
 * which is full after a few: a cache, not a leak.
 *
 *   steady
 *
 * SIGUSR1 is a request, SIGTERM the end. It prints its PID when it is ready.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUTES = 200, ROUTE_BYTES = 1000, KEPT = 4, KEPT_BYTES = 20000 };

struct server {
	char *log[KEPT];
	size_t requests;
};

static void serve(struct server *server)
{
	char *route[ROUTES];
	char *entry = malloc(KEPT_BYTES);

	for (size_t i = 0; i < ROUTES; i++) {
		route[i] = malloc(ROUTE_BYTES);
		if (route[i])
			memset(route[i], (int)i, ROUTE_BYTES);
	}
	for (size_t i = 0; i < ROUTES; i++)
		free(route[i]);
	if (entry)
		memset(entry, 'x', KEPT_BYTES);
	free(server->log[server->requests % KEPT]);
	server->log[server->requests++ % KEPT] = entry;
}

int main(void)
{
	struct server server = { .requests = 0 };
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
		serve(&server);
	for (size_t i = 0; i < KEPT; i++)
		free(server.log[i]);
	return 0;
}
