#!/bin/sh
# 61-debian-sid - the same with the tools of Debian unstable, which are those of the releases to come
SUITE=sid exec sh "$(dirname "$0")/60-debian-13.sh"
