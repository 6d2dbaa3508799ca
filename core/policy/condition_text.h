/* Literal texts of an expression: quotes and escapes. Private to the evaluator of conditions. */
#ifndef RR_POLICY_CONDITION_TEXT_H
#define RR_POLICY_CONDITION_TEXT_H

#include <stdbool.h>

#include "runready/arena.h"

struct rr_text_literal {
    size_t length;    // in the expression, with quotes
    const char *text; // what it stands for, UTF-8
    bool is_bytes;    // b"...": `text` is of no use
    const char *why;  // not NULL: it is none, and why, for people
};

/* Is there a quote at `at`, also behind r, b, rb, br? */
bool rr_text_literal_begins(const char *at);

/*
 * Single, double, triple quotes, raw or with escapes. One that stands for a text with U+0000 in it is
 * refused. `at` is where rr_text_literal_begins. Source: CEL language definition, String and Bytes Values.
 */
struct rr_text_literal rr_text_literal_read(const char *at, struct rr_arena *arena);

#endif
