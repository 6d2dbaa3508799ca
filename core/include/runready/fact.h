/*
 * A fact is one thing that was asked of the cloud. It is known, absent (proved not to be there) or
 * not known, with the reason. No rule may turn "not known" into missing or into granted.
 */
#ifndef RUNREADY_FACT_H
#define RUNREADY_FACT_H

#include <stdint.h>

#include "runready/err.h"

enum rr_fact_state {
    RR_FACT_PENDING, // not asked yet, or the answer is on its way
    RR_FACT_KNOWN,
    RR_FACT_ABSENT,  // the service said that it does not exist
    RR_FACT_UNKNOWN, // may not be seen: no right to read it, API off, or what it needs is unknown
    RR_FACT_ERROR,   // the network or the service failed; asking again may help
    RR_FACT_STATE_COUNT
};

struct rr_fact {
    const char *id;      // stable: "project-policy", "constraint:iam.allowedPolicyMemberDomains"
    const char *title;   // for people, in the language of the moment
    const char *request; // "GET /v3/projects/p", for the activity log; "" when nothing was sent
    const char *need;    // permission that reads it, "" if none
    enum rr_fact_state state;
    struct rr_err err; // why it is unknown, absent or in error; kind RR_OK when known
    int64_t ms;        // from sending to the answer
};

/* The title of the fact with this id, in the language of the moment; "" for an id that is not known. */
RR_API const char *rr_fact_title(const char *id);

/* "known", "absent", "unknown", "error" or "pending". Never translated. */
RR_API const char *rr_fact_state_word(enum rr_fact_state state);

#endif
