#!/bin/sh
# 30-fuzz - every parser under clang's libFuzzer, T seconds in all; what it finds beyond the corpus stays in tests/fuzz
command -v "${FUZZ_CC:-clang}" >/dev/null || { echo "no clang"; exit 77; }
targets=$(sed -n 's/^FUZZ ?= //p' Makefile.more | wc -w)
exec make fuzz T=$((T / targets + 1)) J=2
