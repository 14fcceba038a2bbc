/*
 * option_value.h - the values of options
 *
 * Each function parses the whole text; it returns false if the text is invalid, and its output is
 * then unspecified.
 */
#ifndef LEAKLINE_COLLECT_OPTION_VALUE_H
#define LEAKLINE_COLLECT_OPTION_VALUE_H

#include <stdbool.h>
#include <stdint.h>

/* A whole number from low to high. */
bool option_value_count(const char *text, int64_t low, int64_t high, int64_t *value);

/* DUR: digits with at most one point, then ms, s (default, also sec), m (also min), h or d; at most
 * some hundred years. */
bool option_value_duration(const char *text, int64_t *ms);

/* SIZE: digits, then nothing or B for bytes, or K, M or G, each with or without iB: each 1024
 * times the one before. From 1 to some exabytes. */
bool option_value_size(const char *text, uint64_t *bytes);

/* KIND,...: adds the bits 1 << enum kind to *kinds. */
bool option_value_kinds(const char *text, unsigned *kinds);

/* One of a NULL-ended list of words: *index is its place. */
bool option_value_choice(const char *text, const char *const *list, int *index);

#endif
