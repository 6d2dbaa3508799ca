/* What the scan before json-c finds; private to core/net/json.c. */
#ifndef RR_NET_JSON_SCAN_H
#define RR_NET_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * One pass over `n` bytes, no allocation. Counts the pairs (colons outside texts), by which json.c
 * sees duplicate keys: a tree with fewer pairs than the text has swallowed one.
 * Returns NULL, or what is wrong (English, not for people).
 */
const char *rr_json_scan(const char *bytes, size_t n, size_t *n_pairs);

#endif
