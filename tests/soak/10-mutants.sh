#!/bin/sh
# 10-mutants - each small change of tests/mutants is noticed by a test
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
exec tests/mutate
