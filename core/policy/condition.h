/*
 * Does the condition of a binding hold? The part of the Common Expression Language that IAM's
 * conditions use, evaluated in three values for a given time and resource. Pure: no clock, no I/O.
 * Sources: CEL language definition; IAM, "Attribute reference for IAM Conditions".
 */
#ifndef RR_POLICY_CONDITION_H
#define RR_POLICY_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "core/policy/policy.h"
#include "runready/arena.h"

/*
 * What the evaluation may know. NULL = not known: an expression that depends on it is unknown.
 * What is not here (tags, access levels, the caller's address, ...) is never known.
 */
struct rr_condition_facts {
    int64_t now_s;                // request.time; seconds since 1970
    const char *resource_name;    // "projects/_/buckets/b"; with no name of its own: ""
    const char *resource_type;    // "storage.googleapis.com/Bucket"
    const char *resource_service; // "storage.googleapis.com"
    // The name is only how the name begins: the question is about anything below it.
    bool is_name_a_prefix;
    bool only_now; // when it changes is of no interest, and is not looked for
};

enum rr_condition_kind {
    RR_CONDITION_HOLDS,      // true, or no condition at all
    RR_CONDITION_DOES_NOT,   // false
    RR_CONDITION_UNKNOWN,    // hangs on what is not known
    RR_CONDITION_ERROR,      // cannot be evaluated: IAM takes that for false in a binding
    RR_CONDITION_UNREADABLE, // not understood here: may hold or not
    RR_CONDITION_KIND_COUNT
};

struct rr_condition_result {
    enum rr_condition_kind kind;
    // UNKNOWN: what would have to be known, in the words of the expression, ", " between:
    // "resource.matchTag('1/env', 'prod')". ERROR, UNREADABLE: why, for people. Else "".
    const char *about;
    // The first moment after now_s at which the kind changes with time alone, seconds since 1970;
    // 0 = never, or none that can be told.
    int64_t changes_at_s;
    enum rr_condition_kind becomes; // the kind from changes_at_s on; `kind` where that is 0
    bool varies;                    // looks at the hour, the weekday, ...: comes and goes
};

/* Texts of the result live in `arena` or in the condition. */
struct rr_condition_result rr_condition_eval(const struct rr_condition *condition,
                                             const struct rr_condition_facts *facts,
                                             struct rr_arena *arena);

/* "holds", "does-not-hold", "unknown", "error", "unreadable". Never translated. */
const char *rr_condition_word(enum rr_condition_kind kind);

/*
 * What is known when `permission` ("storage.objects.get") is used on `resource`, named as our levels
 * are ("projects/p", "projects/p/locations/l/repositories/r", "b" with `is_bucket`). Where the
 * permission is for things below the resource, the name is only the beginning of theirs.
 */
struct rr_condition_facts rr_condition_facts_of(const char *resource,
                                                bool is_bucket,
                                                const char *permission,
                                                struct rr_arena *arena);

#endif
