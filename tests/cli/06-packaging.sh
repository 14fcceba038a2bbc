#!/bin/sh
# 06-packaging - the recipes of packaging/ and debian/: version, licence, syntax, and the files that make install writes.
. tests/tap.sh
version=$(sed -n 's/^VERSION = //p' Makefile)

# versions: FILE, then the version that it names
names_version() { is "$1 has the version" "$2" "$version"; }
names_version packaging/openwrt/Makefile "$(sed -n 's/^PKG_VERSION:=//p' packaging/openwrt/Makefile)"
names_version packaging/buildroot "$(sed -n 's/^LEAKLINE_COLLECT_VERSION = //p' packaging/buildroot/leakline-collect.mk)"
names_version packaging/yocto "$(ls packaging/yocto | sed 's/leakline-collect_\(.*\)\.bb/\1/')"
names_version packaging/alpine/APKBUILD "$(sed -n 's/^pkgver=//p' packaging/alpine/APKBUILD)"
names_version packaging/rpm/leakline.spec "$(sed -n 's/^Version: *//p' packaging/rpm/leakline.spec)"
names_version debian/changelog "$(sed -n '1s/.*(\(.*\)-[0-9]*).*/\1/p' debian/changelog)"

for recipe in packaging/openwrt/Makefile packaging/yocto/*.bb packaging/alpine/APKBUILD packaging/rpm/leakline.spec; do
	check "$recipe names the licence" grep -q 'GPL-3.0-or-later' "$recipe"
done
check "Buildroot's word for it" grep -q '_LICENSE = GPL-3.0+' packaging/buildroot/leakline-collect.mk
is "Yocto has the sum of the licence" "$(sed -n 's/.*md5=\([0-9a-f]*\).*/\1/p' packaging/yocto/*.bb)" "$(md5sum <LICENSE | cut -c1-32)"

# What is installed, against the lists of files.
make install B="$B" CC=false DESTDIR="$tmp/all" PREFIX=/usr >"$tmp/install.out" 2>&1 || cat "$tmp/install.out"
make install-collect B="$B" CC=false DESTDIR="$tmp/collect" PREFIX=/usr >>"$tmp/install.out" 2>&1
(cd "$tmp/all" && find . -type f | cut -c2- | sort) >"$tmp/all.list"
(cd "$tmp/collect" && find . -type f | cut -c2- | sort) >"$tmp/collect.list"
sed -n '/^%files/,/^%changelog/p' packaging/rpm/leakline.spec | sed -n 's/^%{_bindir}/\/usr\/bin/p; s/^%{_mandir}\(.*\)\*/\/usr\/share\/man\1/p; s/^%{_datadir}/\/usr\/share/p' | sort >"$tmp/rpm.list"
is "the RPM has each file, in one package" "$(diff "$tmp/all.list" "$tmp/rpm.list")" ""
sed 's,^,/,; s,zsh/vendor-completions,zsh/site-functions,' debian/leakline-*.install | sort >"$tmp/deb.list"
is "Debian has each file, in one package" "$(diff "$tmp/all.list" "$tmp/deb.list")" ""
sed 's,^,/,; s,zsh/vendor-completions,zsh/site-functions,' debian/leakline-collect.install | sort >"$tmp/deb-collect.list"
is "the collector alone is its package" "$(diff "$tmp/collect.list" "$tmp/deb-collect.list")" ""

# What reports and manuals name as samples/collections is on the disk of who installs a package.
check "Debian has the scripts that collect" grep -qx samples/collections debian/leakline-analyze.examples
check "so has the RPM" grep -qx '%doc samples/collections' packaging/rpm/leakline.spec
# ISA-L is not on each processor: no recipe needs it on all.
unlike "Alpine" "$(sh -c '. packaging/alpine/APKBUILD; echo "$makedepends"' alpine)" isa-l
like "where it is, it is used" "$(CARCH=aarch64 sh -c '. packaging/alpine/APKBUILD; echo "$makedepends"' alpine)" 'isa-l-dev$'

# Syntax, as far as the tools are here.
for recipe in packaging/alpine/APKBUILD packaging/alpine/libcsv/APKBUILD; do
	check "$recipe is a shell script" sh -n "$recipe"
	if command -v shellcheck >/dev/null; then
		# abuild sets and reads variables that shellcheck does not see
		check "shellcheck finds nothing in $recipe" shellcheck -s sh -e SC2034,SC2154 "$recipe"
	else
		skip "shellcheck of $recipe" "shellcheck is not here"
	fi
done
mkdir "$tmp/stub"
: >"$tmp/stub/rules.mk"
cat >"$tmp/stub/package.mk" <<'EOF'
define BuildPackage
compile:
	$(Build/Compile)
install:
	$(call Package/$(1)/install,$(PKG_INSTALL))
endef
EOF
stub() { make -n -f "packaging/openwrt/Makefile" TOPDIR="$tmp/stub" INCLUDE_DIR="$tmp/stub" BUILD_DIR="$tmp" TARGET_CC=musl-gcc TARGET_CFLAGS=-Os \
	INSTALL_DIR='install -d' INSTALL_BIN='install -m0755' PKG_INSTALL="$tmp/ipkg" PKG_BUILD_DIR="$root" "$1"; }
like "OpenWrt compiles the collector by its own compiler" "$(stub compile 2>&1)" 'collect.*CC="musl-gcc" CFLAGS="-Os"'
like "and packs it" "$(stub install 2>&1)" "install -m0755 $root/build/leakline-collect $tmp/ipkg/usr/bin/"
cat >"$tmp/buildroot.mk" <<EOF
TARGET_DIR = $tmp/target
TARGET_CONFIGURE_OPTS = CC=arm-gcc
INSTALL = install
generic-package = all: ; \$(LEAKLINE_COLLECT_BUILD_CMDS) ; \$(LEAKLINE_COLLECT_INSTALL_TARGET_CMDS)
include $root/packaging/buildroot/leakline-collect.mk
EOF
like "Buildroot compiles the collector by its own compiler" "$(make -n -f "$tmp/buildroot.mk" all 2>&1)" 'CC=arm-gcc -C .*collect'
check "Buildroot's Config.in has its symbol" grep -q '^config BR2_PACKAGE_LEAKLINE_COLLECT$' packaging/buildroot/Config.in
if command -v rpmspec >/dev/null; then
	check "rpmspec reads the spec" rpmspec -P packaging/rpm/leakline.spec
	is "two packages come of it" "$(rpmspec -q --qf '%{name}\n' packaging/rpm/leakline.spec 2>/dev/null | sort | tr '\n' ' ')" "leakline leakline-collect "
else
	skip "the spec" "rpmspec is not here"
fi
if command -v lintian >/dev/null && command -v dpkg-source >/dev/null; then
	check "debian/control is read" dpkg-source --before-build .
	# the source package: what lintian finds without a build (tests/soak/63-debian-package.sh builds)
	tree=leakline-$version
	mkdir "$tmp/deb" "$tmp/deb/$tree"
	{ git ls-files 2>/dev/null || find . -type f ! -path './build*' | cut -c3-; } | tar -cf - -T - | tar -xf - -C "$tmp/deb/$tree"
	(cd "$tmp/deb" && tar -czf "leakline_$version.orig.tar.gz" "$tree" && dpkg-source -b "$tree" && lintian --pedantic --suppress-tags newer-standards-version "$tmp"/deb/*.dsc) >"$tmp/lintian" 2>&1
	is "lintian finds nothing in the source package, not even pedantically" "$(grep -E '^[EWIPX]: ' "$tmp/lintian")" ""
	check "and has read it" test -s "$tmp/deb/leakline_$version-1.dsc"
else
	skip "debian/" "lintian is not here"
fi
# the sections of debian/ that faults were found in
check "libisal-dev only where it is" grep -q 'libisal-dev \[amd64 arm64' debian/control
check "a watch file" grep -q '^version=4' debian/watch
for package in collect analyze; do check "leakline-$package has the news" grep -q '^NEWS.md$' debian/leakline-$package.docs; done
check "the fixtures have a stanza of their own" grep -q '^Files: tests/fixtures/' debian/copyright
sed -n 's/^Files: //p' debian/copyright | tr ' ' '\n' >"$tmp/patterns"
while read -r pattern; do check "debian/copyright: $pattern is there" sh -c "ls -d $pattern"; done <"$tmp/patterns"
for folder in tests/fixtures/import tests/fixtures/hostile-files; do # made, not captured
	like "debian/copyright: $folder has a stanza of what is made" "$(sed -n "\,^Files:.* *$folder/,,/^\$/p" debian/copyright)" 'Comment: Made for this project'
done
for sample in $(grep -ho 'samples/[a-z][a-z.-]*' docs/leakline.7 docs/recipes.md docs/tutorial.md | sort -u); do
	case $sample in *.debug) continue ;; esac # binary: a package has no such thing in its documents
	like "$sample, of the manuals, is installed" "$(cat debian/leakline-analyze.examples)" "^$sample\$"
done
for document in $(ls docs/*.md | grep -vE 'architecture|decisions'); do check "$document is installed" grep -qx "$document" debian/leakline-analyze.docs; done
check "a cross build gets its compiler" grep -q 'dh_auto_build -- all' debian/rules
finish
