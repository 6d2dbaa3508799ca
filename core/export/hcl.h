/*
 * Text in HashiCorp's configuration language. Source: HCL native syntax specification, "Template
 * Expressions" and "Quoted template"; Terraform, "Strings and Templates".
 */
#ifndef RR_EXPORT_HCL_H
#define RR_EXPORT_HCL_H

#include <stddef.h>

#include "core/util/buf.h"

/*
 * A quoted string that means `text` and nothing else: no interpolation, no directive, one line.
 * Bytes that are not UTF-8 become U+FFFD, since HCL has no other way to write them.
 */
void rr_buf_add_hcl(struct rr_buf *out, const char *text);

/* `text` as part of a name: letters and digits in lower case, everything else one "_". */
void rr_buf_add_hcl_name(struct rr_buf *out, const char *text);

/* One argument of a block; `value` is written as a string unless it is an expression of ours. */
struct rr_hcl_argument {
    const char *key;
    const char *value;
    bool is_expression;
};

/* The lines of a block's arguments, with their signs aligned as `terraform fmt` does. */
void rr_buf_add_hcl_arguments(struct rr_buf *out,
                              const char *indent,
                              const struct rr_hcl_argument *arguments,
                              size_t n);

#endif
