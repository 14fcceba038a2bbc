#lang racket/base
;; worker.rkt WORK - does one round of WORK for each line that it reads, ends it with a collection, and answers with a line.
(define kept '())
(define table (make-weak-hasheq))
(define (work name n)
  (case name
    [("list") (for ([i 16]) (set! kept (cons (make-string 400 #\r) kept)))]
    [("weak") (for ([i 40]) (hash-set! table (box i) (make-string 200 #\r)))]
    [("garbage") (for ([i 200]) (make-vector 200 i))]))
(define name (vector-ref (current-command-line-arguments) 0))
(let loop ([n 0])
  (unless (eof-object? (read-line))
    (work name n)
    (collect-garbage)
    (displayln "ok")
    (flush-output)
    (loop (+ n 1))))
