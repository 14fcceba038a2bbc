# ruby.rb - a full collection at each SIGUSR2: start the program with `ruby -r ./ruby.rb PROGRAM`, and put `kill -USR2 PID` at the end of ACTION.
Signal.trap("USR2") do
  GC.start
  GC.compact if GC.respond_to?(:compact)
end
