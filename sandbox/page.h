/* Lists in pages. */
#ifndef RR_SANDBOX_PAGE_H
#define RR_SANDBOX_PAGE_H

#include "sandbox/call.h"

/* Answers with one page of `all` (taken) under `key`; pageSize and pageToken come from the query. */
void sb_page_of(struct sb_call *call, const char *key, sb_tree *all, long page_size);

/* Bodies of the live resources of a kind whose names start with `prefix`. Owner: the caller. */
sb_tree *sb_list_bodies(struct sb_call *call, enum sb_kind kind, const char *prefix);

#endif
