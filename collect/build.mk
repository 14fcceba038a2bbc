# build.mk - the collector as one static file: for this host with musl, and for other processors. Part of the Makefile.
MUSL_CC ?= musl-gcc
# Of options that not every compiler has, those that this one takes: $(call taken,COMPILER,OPTION...).
taken = $(foreach option,$(2),$(if $(shell echo 'int main(void) { return 0; }' | $(1) $(option) -xc -o /dev/null - 2>&1),,$(option)))
SMALL = -Oz -flto=auto -fno-inline-functions-called-once -fno-jump-tables -fno-tree-sra -fno-ipa-sra
STATIC_FLAGS = $(filter-out -MMD -MP,$(BASE)) -Os -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -fno-pie
STATIC_LINK = -static -no-pie -s -Wl,--gc-sections -Wl,-z,noseparate-code,-z,norelro,-z,common-page-size=64 $(LDFLAGS)
CROSS = aarch64-linux-gnu arm-linux-gnueabihf i686-linux-gnu mips-linux-gnu mipsel-linux-gnu powerpc64le-linux-gnu riscv64-linux-gnu s390x-linux-gnu

$(B)/leakline-collect-static: $(COLLECT) $(wildcard collect/*.h collect/*/*.h collect/*/*/*.h) Makefile collect/build.mk
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(MUSL_CC) $(STATIC_FLAGS) $(call taken,$(MUSL_CC),$(SMALL)) $(CPPFLAGS) $(CFLAGS) -I. $(STATIC_LINK) -o $@ $(COLLECT)

# One for each compiler that is here: build/cross/leakline-collect-aarch64 and so on.
CROSS_HERE = $(foreach triple,$(CROSS),$(if $(shell command -v $(triple)-gcc),$(triple)))
CROSS_BUILT = $(foreach triple,$(CROSS_HERE),$(B)/cross/leakline-collect-$(firstword $(subst -, ,$(triple))))
$(B)/cross/leakline-collect-%: $(COLLECT) $(wildcard collect/*.h collect/*/*.h collect/*/*/*.h) Makefile collect/build.mk
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(filter $*-%,$(CROSS))-gcc $(STATIC_FLAGS) $(call taken,$(filter $*-%,$(CROSS))-gcc,$(SMALL)) $(CPPFLAGS) $(CFLAGS) -I. $(STATIC_LINK) -o $@ $(COLLECT)

static: $(B)/leakline-collect-static
	@ls -l $<
cross: $(CROSS_BUILT)
	@echo "cross: built$(foreach triple,$(CROSS_HERE), $(triple)); not here:$(foreach triple,$(filter-out $(CROSS_HERE),$(CROSS)), gcc-$(triple))"

bench: bench-collect
bench-collect: $(B)/leakline-collect
	$(Q)B=$(B) CC="$(CC)" sh tests/bench/collect.sh
	$(Q)B=$(B) CC="$(CC)" sh tests/bench/heap.sh
.PHONY: bench-collect
