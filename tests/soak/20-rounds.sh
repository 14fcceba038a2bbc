#!/bin/sh
# 20-rounds - thousands of rounds: the collector's own memory and open files do not grow (tests/fault/37-soak.sh, its long form)
exec env LEAKLINE_SOAK=1 LEAKLINE_TEST_TIMEOUT=7200 LEAKLINE_NO_ASAN=1 tests/run 37-soak
