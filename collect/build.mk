# build.mk - the collector as one static file: for this host with musl, and for other processors. Part of the Makefile.
MUSL_CC ?= musl-gcc
# Of options that not every compiler has, those that this one takes: $(call taken,COMPILER,OPTION...).
taken = $(foreach option,$(2),$(if $(shell echo 'int main(void) { return 0; }' | $(1) $(option) -xc -o /dev/null - 2>&1),,$(option)))
SMALL = -Oz -flto=auto
# The walk from header to header takes most of the time of a heap's reading: it alone is made to be fast.
HOT = collect/source/heap/heap_plain.c
STATIC_FLAGS = $(filter-out -MMD -MP,$(BASE)) -Os -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -fno-pie
STATIC_LINK = -static -no-pie -s -Wl,--gc-sections -Wl,-z,noseparate-code,-z,norelro,-z,common-page-size=64 $(LDFLAGS)
CROSS = aarch64-linux-gnu arm-linux-gnueabihf i686-linux-gnu mips-linux-gnu mipsel-linux-gnu powerpc64le-linux-gnu riscv64-linux-gnu s390x-linux-gnu

# $(call compile_static,COMPILER,OPTION...)
define compile_static
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(1) $(STATIC_FLAGS) $(2) -O2 $(CPPFLAGS) $(CFLAGS) -I. -c -o $@.hot.o $(HOT)
	$(Q)$(1) $(STATIC_FLAGS) $(2) $(CPPFLAGS) $(CFLAGS) -I. $(STATIC_LINK) -o $@ $(filter-out $(HOT),$(COLLECT)) $@.hot.o
	@rm $@.hot.o
endef

STATIC_NEEDS = $(COLLECT) $(wildcard collect/*.h collect/*/*.h collect/*/*/*.h) Makefile collect/build.mk
$(B)/leakline-collect-static: $(STATIC_NEEDS)
	$(call compile_static,$(MUSL_CC),$(call taken,$(MUSL_CC),$(SMALL)))

# One for each compiler that is here: build/cross/leakline-collect-aarch64 and so on.
CROSS_HERE = $(foreach triple,$(CROSS),$(if $(shell command -v $(triple)-gcc),$(triple)))
CROSS_BUILT = $(foreach triple,$(CROSS_HERE),$(B)/cross/leakline-collect-$(firstword $(subst -, ,$(triple))))
$(B)/cross/leakline-collect-%: $(STATIC_NEEDS)
	$(call compile_static,$(filter $*-%,$(CROSS))-gcc,$(call taken,$(filter $*-%,$(CROSS))-gcc,$(SMALL)))

static: $(B)/leakline-collect-static
	@ls -l $<
cross: $(CROSS_BUILT)
	@echo "cross: built$(foreach triple,$(CROSS_HERE), $(triple)); not here:$(foreach triple,$(filter-out $(CROSS_HERE),$(CROSS)), gcc-$(triple))"

bench: bench-collect
bench-collect: $(B)/leakline-collect
	$(Q)B=$(B) CC="$(CC)" sh tests/bench/collect.sh
	$(Q)B=$(B) CC="$(CC)" sh tests/bench/heap.sh
.PHONY: bench-collect
