/* Words and signs of an expression. Private to the evaluator of conditions. */
#ifndef RR_POLICY_CONDITION_TOKEN_H
#define RR_POLICY_CONDITION_TOKEN_H

#include <stdint.h>

#include "runready/arena.h"

enum rr_token_kind {
    RR_TOKEN_END,
    RR_TOKEN_BAD,  // `why` says what is wrong
    RR_TOKEN_NAME, // an identifier, or true, false, null, in
    RR_TOKEN_INT,
    RR_TOKEN_TEXT,
    RR_TOKEN_OTHER, // a number or bytes of a kind that conditions have no use for
    RR_TOKEN_SIGN   // "&&", "(", ...
};

struct rr_token {
    enum rr_token_kind kind;
    const char *begin; // in the expression
    size_t length;
    int64_t number;   // INT
    const char *text; // NAME, TEXT without quotes and escapes, SIGN
    const char *why;  // BAD: for people
};

/* The token at `at`, behind blanks and comments. Texts live in `arena`. Source: CEL, Lexis. */
struct rr_token rr_token_read(const char *at, struct rr_arena *arena);

#endif
