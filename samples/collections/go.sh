#!/bin/sh
# go.sh HOST:PORT - a collection in a Go program that serves net/http/pprof: put it at the end of ACTION.
# (In the program itself: debug.FreeOSMemory(), which also gives the pages back.)
exec curl -fsS -o /dev/null "http://$1/debug/pprof/heap?gc=1"
