# Makefile - both programs, the tests, the demonstration, what is shipped. GNU make.
VERSION = 0.1.0

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share
BASHDIR = bash-completion/completions
ZSHDIR = zsh/site-functions
FISHDIR = fish/vendor_completions.d
COMPLETIONS = $(BASHDIR) $(ZSHDIR) $(FISHDIR)
INSTALL ?= install
PKG_CONFIG ?= pkg-config
BUILD ?= build
B := $(if $(filter-out build,$(BUILD)),build-$(BUILD),build)

# Integer constants are enums here, and exact as doubles: what clang 19 calls -Wenum-float-conversion (in -Wconversion) finds nothing else.
WARN = -Wall -Wextra -Wpedantic -Wconversion -Wno-enum-float-conversion -Wshadow -Wformat=2 -Werror=implicit-function-declaration
HARDEN = -fstack-protector-strong -fPIE
BASE = -std=c11 -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 -DVERSION='"$(VERSION)"' $(WARN) \
	-ffile-prefix-map=$(CURDIR)=. -MMD -MP
ifeq ($(BUILD),asan)
OPT = -O0 -g1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LINK = -fsanitize=address,undefined
else ifeq ($(BUILD),coverage)
# With gnu11 gcc knows fork and exec: what a child did before it became another program counts, too.
OPT = -O0 -g --coverage -std=gnu11
LINK = --coverage
else
# Distributions set 3, and some compilers have it built in.
FORTIFY = $(if $(findstring _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
OPT = -O2 -g $(FORTIFY)
LINK = -pie -Wl,-z,relro,-z,now
# Its short loops become straight vector code only so, an eighth faster; the last -O counts.
$(B)/analyze/stats/search_score.o: UNROLL = -O3
endif
# On i386 sums are doubles as anywhere else, not what the registers of the x87 hold: the same verdicts at each bound.
FLOAT := $(if $(filter i386-% i486-% i586-% i686-%,$(shell $(CC) -dumpmachine 2>/dev/null)),-msse2 -mfpmath=sse)
ALL_CFLAGS = $(BASE) $(HARDEN) $(OPT) $(FLOAT) $(CPPFLAGS) $(CFLAGS)
LIBS = $(shell $(PKG_CONFIG) --libs libarchive gsl jansson 2>/dev/null || echo -larchive -lgsl -lgslcblas -ljansson) -lcsv -lm -pthread \
	$(if $(ISAL),$(shell $(PKG_CONFIG) --libs libisal)) $(if $(SYMBOLS),$(SYMBOL_LIBS))

COLLECT = $(sort $(wildcard collect/*.c collect/*/*.c collect/*/*/*.c))
# gzip is unpacked by ISA-L where it is at hand (ISAL= builds without it), else by libarchive: one of two files is linked.
ISAL ?= $(shell $(PKG_CONFIG) --exists libisal 2>/dev/null && echo yes)
GUNZIP_PLAIN = analyze/input/gunzip_none.c
GUNZIP := $(if $(ISAL),analyze/input/gunzip_isal.c,$(GUNZIP_PLAIN))
# Names of functions and objects (--symbols) by elfutils' libelf and libstdc++'s demangler, where both are at hand (SYMBOLS= builds without).
SYMBOLS ?= $(shell $(PKG_CONFIG) --exists libelf 2>/dev/null && $(CC) -print-file-name=libstdc++.so | grep -q / && echo yes)
SYMBOL_LIBS = $(shell $(PKG_CONFIG) --libs libelf) -lstdc++
SYMBOL := $(if $(SYMBOLS),analyze/symbols/symbol_elf_libelf.c analyze/symbols/symbol_demangle_cxa.c,\
	analyze/symbols/symbol_elf_none.c analyze/symbols/symbol_demangle_none.c)
ANALYZE_ALL = $(sort $(wildcard analyze/*.c analyze/*/*.c plot/*.c))
ANALYZE = $(filter-out analyze/input/gunzip_%.c analyze/symbols/symbol_elf_%.c analyze/symbols/symbol_demangle_%.c,$(ANALYZE_ALL)) \
	$(GUNZIP) $(SYMBOL)
COLLECT_OBJ = $(COLLECT:%.c=$(B)/%.o)
ANALYZE_OBJ = $(ANALYZE:%.c=$(B)/%.o)
UNIT = $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
SAMPLES = $(B)/leaky $(B)/steady

V ?= 0
Q = $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@echo "  $(1)	$(2)")

all: $(B)/leakline-collect $(B)/leakline-analyze
collect: $(B)/leakline-collect
analyze: $(B)/leakline-analyze

$(B)/leakline-collect: $(COLLECT_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/leakline-analyze: $(B)/analyze/main.o $(B)/libanalyze.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS) $(LDLIBS)

# As where there is no ISA-L: the object stands before the library, whose own is then not taken.
$(B)/leakline-analyze-plain: $(B)/analyze/main.o $(GUNZIP_PLAIN:%.c=$(B)/%.o) $(B)/libanalyze.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS) $(LDLIBS)

$(B)/libanalyze.a: $(filter-out $(B)/analyze/main.o,$(ANALYZE_OBJ))
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) Drc $@ $^

$(B)/libcollect.a: $(filter-out $(B)/collect/main.o,$(COLLECT_OBJ))
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) Drc $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(UNROLL) -I. -I$(B) -c -o $@ $<

# Text that is built in: style.gp and report.css become string literals, a line of text a line of C.
$(B)/%.inc: %
	@mkdir -p $(@D)
	$(Q)sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' $< >$@
$(B)/plot/gnuplot.o: $(B)/plot/style.gp.inc
$(B)/analyze/report/report_html.o: $(B)/analyze/report/report.css.inc

# Unit tests: test_collect_* and test_native_* see the collector, all others the analyzer.
$(B)/unit/test_collect_% $(B)/unit/test_native_%: UNIT_LIB = $(B)/libcollect.a -lcmocka
$(B)/unit/%: UNIT_LIB = $(B)/libanalyze.a $(LIBS) -lcmocka
$(B)/unit/%: tests/unit/%.c $(B)/libanalyze.a $(B)/libcollect.a
	@mkdir -p $(@D)
	$(call say,UNIT,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -I. -I$(B) $(LINK) -o $@ $< $(UNIT_LIB)

$(B)/leaky $(B)/steady: $(B)/%: samples/%.c
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LINK) -o $@ $<

# A program that knows its heap, on the allocator of libc: no sanitizer has its own in it.
$(B)/heap-truth: tests/heap-truth.c
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(BASE) -O1 -o $@ $< -pthread

$(B)/unit/test_collect_heap_truth $(B)/unit/test_collect_heap_hostile: | $(B)/heap-truth
unit: $(UNIT)
samples: $(SAMPLES)

# How a source is read, as words of a shell: for tools that read it as the compiler does.
flags:
	$(info $(filter-out -MMD -MP,$(BASE)) -I. -I$(B))@:

# Installs what is missing (Debian, as root), else names it and stops.
need:
	$(Q)sh tests/need

demo:
	$(Q)sh tests/need build
	$(Q)$(MAKE) --no-print-directory all samples
	$(Q)sh samples/demo.sh $(B)

# Every source file with its job.
tree:
	$(Q)sh tests/tree

check:
	$(Q)sh tests/need test
	$(Q)BUILD=$(BUILD) B=$(B) CC="$(CC)" sh tests/run

include collect/build.mk
-include Makefile.more

# The same bytes for the same source: names sorted, times those of the last commit (or of NEWS.md, outside git).
dist: NAME = leakline-$(VERSION)
dist:
	$(Q)files=$$(git ls-files 2>/dev/null || find . -type f ! -path './build*' ! -name '*.tar.gz' | cut -c3-); \
	epoch=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || date -r NEWS.md +%s)}; \
	printf '%s\n' "$$files" | LC_ALL=C sort | tar -cf - --no-recursion -T - --sort=name --mtime=@$$epoch --owner=0 --group=0 \
		--numeric-owner --format=posix --pax-option=delete=atime,delete=ctime --mode=u+rw,go+r,go-w \
		--transform='s,^,$(NAME)/,' | gzip -9n >$(NAME).tar.gz
	@echo $(NAME).tar.gz

# $(call install-program,NAME,MANUALS): the program, its manuals, its completions.
define install-program
$(INSTALL) -d $(DESTDIR)$(BINDIR) $(addprefix $(DESTDIR)$(MANDIR)/man,$(sort $(subst .,,$(suffix $(2)))))
$(INSTALL) -m 0755 $(B)/$(1) $(DESTDIR)$(BINDIR)
$(foreach m,$(2),$(INSTALL) -m 0644 docs/$(m) $(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(m))) &&) :
$(INSTALL) -d $(foreach d,$(COMPLETIONS),$(DESTDIR)$(DATADIR)/$(d))
$(INSTALL) -m 0644 completions/$(1).bash $(DESTDIR)$(DATADIR)/$(BASHDIR)/$(1)
$(INSTALL) -m 0644 completions/_$(1) $(DESTDIR)$(DATADIR)/$(ZSHDIR)/_$(1)
$(INSTALL) -m 0644 completions/$(1).fish $(DESTDIR)$(DATADIR)/$(FISHDIR)/$(1).fish
endef

install: install-collect install-analyze
install-collect: collect
	$(call install-program,leakline-collect,leakline-collect.1 leakline-run.5)
install-analyze: $(B)/leakline-analyze
	$(call install-program,leakline-analyze,leakline-analyze.1 leakline.7)

uninstall:
	rm -f $(addprefix $(DESTDIR)$(BINDIR)/,leakline-collect leakline-analyze) \
		$(addprefix $(DESTDIR)$(MANDIR)/,man1/leakline-collect.1 man1/leakline-analyze.1 man5/leakline-run.5 man7/leakline.7) \
		$(foreach p,leakline-collect leakline-analyze,$(addprefix $(DESTDIR)$(DATADIR)/,$(BASHDIR)/$(p) $(ZSHDIR)/_$(p) $(FISHDIR)/$(p).fish))

clean:
	rm -rf build build-*

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all collect analyze unit samples need demo tree check flags install install-collect install-analyze uninstall clean dist static cross soak fuzz bench
.SECONDARY:
