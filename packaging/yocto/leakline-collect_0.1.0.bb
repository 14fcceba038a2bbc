SUMMARY = "Record the memory of processes, a round at a time"
DESCRIPTION = "Repeats an action that should leave the system as it was, and after each round reads the memory of \
processes from outside. The run is copied off and judged by leakline-analyze."
HOMEPAGE = "https://leakline.invalid"
SECTION = "console/utils"
LICENSE = "GPL-3.0-or-later"
LIC_FILES_CHKSUM = "file://LICENSE;md5=1ebbd3e34237af26da5dc08a4e440464"

SRC_URI = "https://leakline.invalid/releases/leakline-${PV}.tar.gz"
# sha256sum of the tarball of the release
SRC_URI[sha256sum] = ""

# releases before 5.1 unpack into WORKDIR, and know no UNPACKDIR
UNPACKDIR ??= "${WORKDIR}"
S = "${UNPACKDIR}/leakline-${PV}"

EXTRA_OEMAKE = "'CC=${CC}' 'CFLAGS=${CFLAGS}' 'LDFLAGS=${LDFLAGS}' 'PREFIX=${prefix}' 'BINDIR=${bindir}' 'MANDIR=${mandir}' 'DATADIR=${datadir}'"

do_compile() {
	oe_runmake collect
}

do_install() {
	oe_runmake install-collect 'DESTDIR=${D}'
}

PACKAGES =+ "${PN}-completions"
FILES:${PN}-completions = "${datadir}/bash-completion ${datadir}/zsh ${datadir}/fish"
