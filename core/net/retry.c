/* The retry table; see the header. */
#include "config.h"

#include "core/net/retry.h"

#include <stddef.h>

#include "core/util/str.h"

enum when {
    NEVER,
    IF_IDEMPOTENT, // its fate is unknown
    ALWAYS,        // it was refused before anything happened
};

struct rule {
    enum rr_err_kind kind;
    int status;         // 0 = any
    const char *reason; // NULL = any
    enum when when;
    int max_attempts;     // 0 = the limits' own
    bool is_fate_unknown; // the answer does not tell whether it took effect
};

/* The first row that fits decides. Kinds without a row are never tried again. */
static const struct rule rules[] = {
    {RR_OFFLINE, 0, "TLS", NEVER, 0, false}, // a certificate does not get better
    {RR_OFFLINE, 407, NULL, NEVER, 0, false},
    {RR_OFFLINE, 0, NULL, IF_IDEMPOTENT, 4, true},
    {RR_TIMEOUT, 0, NULL, IF_IDEMPOTENT, 2, true}, // each try took a minute, or ten seconds
    {RR_BAD_REPLY, 0, "CUT", IF_IDEMPOTENT, 0, true},
    {RR_QUOTA, 429, NULL, ALWAYS, 0, false},
    {RR_QUOTA, 403, NULL, ALWAYS, 0, false}, // some services answer 403 for a rate limit
    {RR_CONFLICT, 0, "ACTIVATION_IN_PROGRESS", ALWAYS, 0, false},
    {RR_CLOUD, 500, NULL, IF_IDEMPOTENT, 0, true},
    {RR_CLOUD, 502, NULL, IF_IDEMPOTENT, 0, true},
    {RR_CLOUD, 503, NULL, IF_IDEMPOTENT, 0, false},
    {RR_CLOUD, 504, NULL, IF_IDEMPOTENT, 0, true},
};

static const struct rule *find_rule(const struct rr_retry_case *failed)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        if (rule->kind == failed->kind &&
            (rule->status == 0 || rule->status == failed->http_status) &&
            (rule->reason == NULL || rr_str_eq(rule->reason, failed->reason)))
            return rule;
    }
    return NULL;
}

static int64_t or_default(int64_t value, int64_t usual)
{
    return value > 0 ? value : usual;
}

/* Full jitter: anything from 0 to the doubled base, so that clients do not march in step. */
static int64_t draw_wait(const struct rr_retry_limits *limits, const struct rr_retry_case *failed)
{
    int64_t cap = or_default(limits->cap_ms, 16000);
    int64_t top = or_default(limits->base_ms, 500);
    for (int i = 1; i < failed->attempt && top < cap; i++)
        top *= 2;
    top = top < cap ? top : cap;
    int64_t drawn = (int64_t)((uint64_t)failed->random * (uint64_t)(top + 1) >> 32);
    // The service knows better when it will be ready; the draw keeps clients apart even then.
    return failed->retry_after_ms > 0 ? failed->retry_after_ms + drawn : drawn;
}

struct rr_retry_verdict rr_retry_decide(const struct rr_retry_limits *limits,
                                        const struct rr_retry_case *failed)
{
    static const struct rr_retry_limits usual = {0};
    const struct rr_retry_limits *l = limits != NULL ? limits : &usual;
    const struct rule *rule = find_rule(failed);
    if (rule == NULL)
        return (struct rr_retry_verdict){0};
    // What never left this machine is as safe to send as the first time.
    bool may = rule->when == ALWAYS ||
               (rule->when == IF_IDEMPOTENT &&
                (failed->is_idempotent || (failed->http_status == 0 && !failed->was_sent)));
    int64_t wait_ms = draw_wait(l, failed);
    int64_t max_attempts = or_default(l->max_attempts, 5);
    if (rule->max_attempts > 0 && rule->max_attempts < max_attempts)
        max_attempts = rule->max_attempts;
    bool has_time = failed->attempt < max_attempts &&
                    failed->elapsed_ms + wait_ms <= or_default(l->budget_ms, 60000);
    if (may && has_time)
        return (struct rr_retry_verdict){.again = true, .wait_ms = wait_ms};
    bool was_sent = failed->was_sent || failed->http_status != 0;
    return (struct rr_retry_verdict){.is_lost = rule->is_fate_unknown && was_sent};
}
