/*
 * Marks what the shared library exports and what callers must not ignore.
 * Everything without RR_API stays inside the library.
 */
#ifndef RUNREADY_API_H
#define RUNREADY_API_H

#define RR_API                      __attribute__((visibility("default")))
#define RR_MUST_CHECK               __attribute__((warn_unused_result))
#define RR_PRINTF(fmt_index, first) __attribute__((format(printf, fmt_index, first)))

#endif
