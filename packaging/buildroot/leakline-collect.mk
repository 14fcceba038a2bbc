################################################################################
#
# leakline-collect
#
################################################################################

LEAKLINE_COLLECT_VERSION = 0.1.0
LEAKLINE_COLLECT_SOURCE = leakline-$(LEAKLINE_COLLECT_VERSION).tar.gz
LEAKLINE_COLLECT_SITE = https://leakline.invalid/releases
LEAKLINE_COLLECT_LICENSE = GPL-3.0+
LEAKLINE_COLLECT_LICENSE_FILES = LICENSE

define LEAKLINE_COLLECT_BUILD_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) $(TARGET_CONFIGURE_OPTS) -C $(@D) collect
endef

define LEAKLINE_COLLECT_INSTALL_TARGET_CMDS
	$(INSTALL) -D -m 0755 $(@D)/build/leakline-collect \
		$(TARGET_DIR)/usr/bin/leakline-collect
endef

$(eval $(generic-package))
