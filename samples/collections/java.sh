#!/bin/sh
# java.sh PID - a full collection in a JVM, by its own JDK: put it at the end of ACTION. Record --also jstat as well.
exec jcmd "$1" GC.run >/dev/null
