/* odd_sizes.h - finds files that tell another size of the address space than the others do. */
#ifndef LEAKLINE_ODD_SIZES_H
#define LEAKLINE_ODD_SIZES_H

struct scenes;

/*
 * Marks what is odd in the scenes of one life. VmSize and field 23 of stat are one number of the
 * kernel, and so are VmData with VmStk and the private memory that pmap and maps show (or they
 * differ by a constant): neither is batched, so they differ only where the process allocates
 * between two readings of a round. Where they move together through nearly the whole life, one or
 * two rounds that differ have a file of another round; of several, those that allocating does not
 * explain.
 */
void odd_sizes_find(const struct scenes *life);

#endif
