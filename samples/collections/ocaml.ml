(* ocaml.ml - a full collection, and compaction, at each SIGUSR2: link it into the program (`ocamlfind ocamlopt -package unix -linkpkg ocaml.ml ...`),
   and put `kill -USR2 PID` at the end of ACTION. *)
let () = Sys.set_signal Sys.sigusr2 (Sys.Signal_handle (fun _ -> Gc.compact ()))
