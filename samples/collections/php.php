<?php
// php.php - a full collection at each SIGUSR2, for a long-running script: `require` it, and put `kill -USR2 PID` at the end of ACTION.
// (php-fpm frees the memory of a request by itself.)
pcntl_async_signals(true);
pcntl_signal(SIGUSR2, function () { gc_collect_cycles(); gc_mem_caches(); });
