/* heap_python.h - CPython's pools: the blocks of up to 512 bytes from its own allocator */
#ifndef LEAKLINE_HEAP_PYTHON_H
#define LEAKLINE_HEAP_PYTHON_H

struct heap_target;

/* Counts the pools in anonymous memory, and the blocks in use in them. */
void heap_python_read(struct heap_target *target);

#endif
