/* reports.c - the table of reports, and the folder that they are written to. */
#include "reports.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../analysis.h"
#include "../base/say.h"
#include "../base/out.h"
#include "../base/text.h"

static int write_text(struct report *report)
{
	/* the same on every machine: no color, UTF-8, 100 columns */
	static const struct text_style style = {
		.color = false, .utf8 = true, .width = 100, .elide = false, .verbose = true
	};

	report->style = &style;
	report_text(report);
	return 0;
}

static int write_markdown(struct report *report)
{
	report_markdown(report);
	return 0;
}

static int write_html(struct report *report)
{
	report_html(report);
	return 0;
}

static int write_json(struct report *report)
{
	return report_json(report, REPORT_JSON_INDENTED);
}

static const struct {
	const char *name;
	int (*write)(struct report *report);
} reports[] = {
	{ "report.txt", write_text },
	{ "report.md", write_markdown },
	{ "report.html", write_html },
	{ "report.json", write_json },
};

enum { REPORTS = sizeof reports / sizeof *reports };

/* Other files that an earlier report may contain; processes.csv, which identifies a report, is
 * removed last. */
static const char *const tables[] = {
	"blocks.csv",
	"compare.csv",
	"attribution.csv",
	"trends.csv",
	"series.csv",
	"mappings.csv",
	"system.csv",
	"groups.csv",
	"processes.csv",
};

enum { TABLES = sizeof tables / sizeof *tables };

int reports_write(const struct analysis *analysis, const char *folder)
{
	struct out out;

	for (size_t i = 0; i < REPORTS; i++) {
		struct arena arena = { NULL, 0 };
		struct report report = { .analysis = analysis, .arena = &arena };
		int failed;

		if (out_open(&out, folder, reports[i].name))
			return -1;
		report.file = out.file;
		failed = reports[i].write(&report);
		arena_free(&arena);
		if (failed) {
			out_abandon(&out);
			return -1;
		}
		if (out_close(&out))
			return -1;
	}
	return report_csv(analysis, folder);
}

static bool is_entry(const char *name)
{
	return strcmp(name, ".") && strcmp(name, "..");
}

/* Opens the listing of a folder below another, or (".") of that one; links are not followed.
 * The caller closes it; NULL: it cannot be read. */
static DIR *list_folder(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *listing = fd < 0 ? NULL : fdopendir(fd);

	if (!listing && fd >= 0)
		close(fd);
	return listing;
}

/* Removes the scripts and pictures of plots/, then plots/ itself if nothing else is in it. Does not
 * follow links. */
static void remove_plots(int folder)
{
	static const char *const suffixes[] = { ".gp", ".png", ".svg", ".pdf" };
	DIR *plots = list_folder(folder, "plots");
	struct dirent *entry;

	if (!plots)
		return;
	while ((entry = readdir(plots)))
		for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
			if (span_ends(span_of(entry->d_name), suffixes[i]))
				unlinkat(dirfd(plots), entry->d_name, 0);
	closedir(plots);
	unlinkat(folder, "plots", AT_REMOVEDIR);
}

static void remove_report(int folder)
{
	remove_plots(folder);
	for (size_t i = 0; i < REPORTS; i++)
		unlinkat(folder, reports[i].name, 0);
	for (size_t i = 0; i < TABLES; i++)
		unlinkat(folder, tables[i], 0);
}

/* True if the folder contains that file, and its first line begins like ours. */
static bool holds_table(int folder, const char *name)
{
	static const char beginning[] = "\"run\"";
	char bytes[sizeof beginning - 1];
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool ours;

	if (fd < 0)
		return false;
	ours = read(fd, bytes, sizeof bytes) == sizeof bytes &&
	       !memcmp(bytes, beginning, sizeof bytes);
	close(fd);
	return ours;
}

static bool is_empty(int folder)
{
	DIR *listing = list_folder(folder, ".");
	struct dirent *entry;
	bool empty = listing;

	while (listing && empty && (entry = readdir(listing)))
		empty = !is_entry(entry->d_name);
	if (listing)
		closedir(listing);
	return empty;
}

static bool is_link(const char *path)
{
	struct stat info;

	return !lstat(path, &info) && S_ISLNK(info.st_mode);
}

/* Opens a folder, and creates it if it is missing; *made: it was created. A link may have been put
 * there by somebody else, and what it leads to is not ours to replace. Returns -1 after printing
 * one line on failure. */
static int open_folder(const char *folder, bool *made)
{
	struct arena arena = { NULL, 0 };
	int len = (int)strlen(folder), fd, error;
	const char *path;

	/* a slash at the end would follow a link */
	while (len > 1 && folder[len - 1] == '/')
		len--;
	path = text_format(&arena, "%.*s", len, folder);
	*made = !mkdir(path, 0777);
	fd = *made || errno == EEXIST ? open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
				      : -1;
	error = errno; /* is_link() has its own */
	if (fd < 0)
		say("%s: %s (name a folder that can be made, with -o)", folder,
			is_link(path) ? "it is a symbolic link" : strerror(error));
	arena_free(&arena);
	return fd;
}

static int refuse_foreign(const char *folder)
{
	say("%s: holds something that is no earlier report (name another folder with -o)", folder);
	return -1;
}

int reports_prepare(const char *folder)
{
	bool made;
	int fd = open_folder(folder, &made), result = 0;

	if (fd < 0)
		return -1;
	if (!made && holds_table(fd, "processes.csv")) {
		remove_report(fd);
	} else if (!made && !is_empty(fd)) {
		result = refuse_foreign(folder);
	}
	close(fd);
	return result;
}

/* Removes the reports inside the folder of several runs. */
static void remove_reports_below(int folder)
{
	DIR *listing = list_folder(folder, ".");
	struct dirent *entry;

	while (listing && (entry = readdir(listing))) {
		int below = is_entry(entry->d_name)
				    ? openat(folder, entry->d_name,
					      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
				    : -1;

		if (below < 0)
			continue;
		if (holds_table(below, "processes.csv")) {
			remove_report(below);
			unlinkat(folder, entry->d_name, AT_REMOVEDIR);
		}
		close(below);
	}
	if (listing)
		closedir(listing);
}

int reports_prepare_top(const char *folder)
{
	bool made;
	int fd = open_folder(folder, &made), result = 0;

	if (fd < 0)
		return -1;
	if (!made && holds_table(fd, "fleet.csv")) {
		remove_reports_below(fd);
		unlinkat(fd, "fleet.csv", 0);
	} else if (!made && holds_table(fd, "processes.csv")) {
		remove_report(fd);
	} else if (!made && !is_empty(fd)) {
		result = refuse_foreign(folder);
	}
	close(fd);
	return result;
}
