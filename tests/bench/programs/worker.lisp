;; worker.lisp WORK - does one round of WORK for each line that it reads, ends it with a collection, and answers with a line.
(defvar *kept* (make-hash-table :test 'equal))
(defvar *weak* (make-hash-table :test 'eq :weakness :key))
(defun work (name n)
  (cond ((string= name "table") (dotimes (i 4) (setf (gethash (list n i) *kept*) (make-array 700 :element-type 'base-char :initial-element #\s))))
        ((string= name "weak") (dotimes (i 40) (setf (gethash (list n i) *weak*) (make-array 700 :element-type 'base-char :initial-element #\s))))))
(let ((name (car (last sb-ext:*posix-argv*))))
  (loop for n from 0 while (read-line *standard-input* nil nil)
        do (work name n) (sb-ext:gc :full t) (format t "ok~%") (finish-output)))
