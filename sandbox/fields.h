/*
 * Which field names a JSON document may have, written as "a,b{c,d{*}}": braces for what is inside an
 * object (or each object of a list), "*" for anything.
 */
#ifndef RR_SANDBOX_FIELDS_H
#define RR_SANDBOX_FIELDS_H

#include <stdbool.h>

#include "core/util/buf.h"
#include "sandbox/tree.h"

struct sb_field_fault {
    struct rr_buf where; // "policy.bindings[0]", "" at the top
    const char *name;    // the unknown name, borrowed from the document; NULL: `where` is no object
};

/* True when every name is allowed. The fault's buffer is the caller's to free either way. */
bool sb_fields_check(sb_tree *document, const char *spec, struct sb_field_fault *fault);

#endif
