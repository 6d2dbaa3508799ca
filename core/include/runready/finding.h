/*
 * A finding: one judged question, with the evidence and the steps that would settle it.
 */
#ifndef RUNREADY_FINDING_H
#define RUNREADY_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/arena.h"
#include "runready/context.h"
#include "runready/observed.h"

enum rr_station {
    RR_STATION_SOURCE,
    RR_STATION_BUILD,
    RR_STATION_REGISTRY,
    RR_STATION_RUN,
    RR_STATION_SCHEDULER,
    RR_STATION_ACCESS,
    RR_STATION_CALLER,
    RR_STATION_COUNT
};

enum rr_finding_state {
    RR_FINDING_OK,
    RR_FINDING_MISSING,
    RR_FINDING_BLOCKED,
    RR_FINDING_WARNING,
    RR_FINDING_UNKNOWN,
    RR_FINDING_STATE_COUNT
};

/*
 * One line of a derivation: a binding that gives a permission, a rule that takes it away, or something
 * that could not be seen. Words (never translated) and names; "" where they do not apply.
 */
struct rr_proof_line {
    const char
        *kind; // "grant", "conditional", "group", "unread-role", "unreadable", "dead", "lapsed",
               // "deny", "may-deny", "deny-unread"
    const char *level;    // "resource", "project", "folder", "organization"
    const char *resource; // whose policy it is: "projects/p"
    const char *role;
    const char *member; // as it stands in the binding
    const char *condition_title;
    const char *condition_expression;
    const char *until;       // RFC 3339: when the condition stops to hold
    const char *deny_policy; // its name
    const char *text;        // the same for people
};

/* Why a permission is granted, denied or unknown; what decides first. */
struct rr_proof {
    const char *permission;
    const char *answer; // "granted", "denied", "unknown"
    const struct rr_proof_line *lines;
    size_t n_lines;
};

/* A role that would close a gap, and what it would cost in power. */
struct rr_role_choice {
    const char *role;
    const char *resource; // where it would be granted
    size_t n_permissions; // that would be new
    long weight;          // of these: the less, the smaller the grant
};

/* Texts are never NULL, "" where they do not apply; all live in the arena of the findings. */
struct rr_finding {
    const char *id; // stable: "BUILD-ROLE-LOG"
    enum rr_station station;
    enum rr_finding_state state;
    const char *title;           // one line, what was asked
    const char *why;             // what it means, what happens without it
    const char *const *evidence; // lines: what was seen, where
    size_t n_evidence;
    const char *role;
    const char *resource;
    const char *member;
    const char *via; // what gives it when it is not the role itself: "roles/editor", "folders/11"
    const char *would_say;     // the exact error text that its absence causes
    const char *const *remedy; // step ids
    size_t n_remedy;
    const struct rr_proof *proofs; // the permissions it was judged by; findings about rights only
    size_t n_proofs;
    const struct rr_role_choice
        *choices; // where something is missing: what would give it, least first
    size_t n_choices;
    bool is_required;   // false: said for information, does not make the project unready
    bool is_read_error; // unknown because the network or the service failed
};

struct rr_findings {
    const struct rr_finding *items;
    size_t n_items;
    bool is_ready;   // every required finding is ok
    bool is_blocked; // some required finding is blocked
};

/* Words as in JSON. Never translated. */
RR_API const char *rr_station_word(enum rr_station station);
RR_API const char *rr_finding_state_word(enum rr_finding_state state);

/* Judges what was observed against the choices. Pure. Results live in `arena`. */
RR_API struct rr_findings rr_judge(const struct rr_context *context,
                                   const struct rr_observed *observed,
                                   struct rr_arena *arena);

#endif
