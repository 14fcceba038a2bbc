(* worker WORK - does one round of WORK for each line that it reads, ends it with a compaction, and answers with a line. *)
let kept : string list ref = ref []
let table : (int, string) Hashtbl.t = Hashtbl.create 16
let queue : string Queue.t = Queue.create ()

let work = function
  | "list" -> fun n -> for i = 1 to 12 do kept := String.make 700 (Char.chr (n mod 90 + 33)) :: !kept; ignore i done
  | "table" -> fun n -> for i = 1 to 18 do Hashtbl.add table (i mod 3) (String.make 400 (Char.chr (n mod 90 + 33))) done
  | "replace" -> fun n -> for i = 1 to 60 do Hashtbl.replace table i (String.make 400 (Char.chr (n mod 90 + 33))) done
  | "queue" -> fun n -> for _ = 1 to 20 do Queue.add (String.make 700 (Char.chr (n mod 90 + 33))) queue;
      if Queue.length queue > 200 then ignore (Queue.pop queue) done
  | _ -> exit 2

let () =
  let round = work Sys.argv.(1) in
  try
    let n = ref 0 in
    while true do
      ignore (read_line ());
      round !n;
      incr n;
      Gc.compact ();
      print_endline "ok"
    done
  with End_of_file -> ()
