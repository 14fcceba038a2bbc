#!/bin/sh
# 55-memory - every allocation of both programs fails in turn, and all from it on (tests/fault/39-memory.sh, its long form)
exec env LEAKLINE_SOAK=1 LEAKLINE_TEST_TIMEOUT=14400 LEAKLINE_NO_ASAN=1 tests/run 39-memory
