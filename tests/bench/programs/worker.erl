%% worker.erl WORK - does one round of WORK for each line that it reads, collects in every process, and answers with a line.
-module(worker).
-export([start/1]).

start([Work]) ->
    T = ets:new(t, [set, public]),
    loop(Work, T, 0).

loop(Work, T, N) ->
    case io:get_line("") of
        eof -> halt();
        _ ->
            round(Work, T, N),
            [erlang:garbage_collect(P) || P <- processes()],
            io:put_chars("ok\n"),
            loop(Work, T, N + 1)
    end.

round(ets, T, N) -> [ets:insert(T, {{N, I}, lists:duplicate(60, I)}) || I <- lists:seq(1, 8)];
round(ets_bounded, T, N) -> [ets:insert(T, {(N * 8 + I) rem 100, lists:duplicate(60, I)}) || I <- lists:seq(1, 8)];
round(processes, _, _) -> [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, 3)];
round(ended, _, _) -> [begin P = spawn(fun() -> receive stop -> ok end end), P ! stop end || _ <- lists:seq(1, 30)].
