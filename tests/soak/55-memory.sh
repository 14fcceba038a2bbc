#!/bin/sh
# 55-memory - every allocation of both programs fails in turn, and all from it on; and every call that changes a file
exec env LEAKLINE_SOAK=1 LEAKLINE_TEST_TIMEOUT=14400 LEAKLINE_NO_ASAN=1 tests/run 39-memory 40-calls
