/*
 * All grants on one resource as one read-modify-write. Every turn of the loop begins with a fresh read
 * and ends with a write that carries its etag, so no body is ever sent twice, nobody else's change is
 * overwritten, and a write whose answer was lost is settled by the next read.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/apply/grant_drift.h"
#include "core/apply/kind.h"
#include "core/apply/perform.h"
#include "core/net/json.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

// gcp-apis 3.3 and Terraform's tpgiamresource: exponential, no longer than 30 s, ten tries
static const struct rr_backoff writing_again = {.first_ms = 500,
                                                .percent = 200,
                                                .cap_ms = 8000,
                                                .limit_ms = 30 * 1000,
                                                .max_waits = 9,
                                                .has_jitter = true};

struct grants {
    struct rr_running *run;
    enum rr_policy_target target;
    const char *resource;
    struct rr_running_write *open; // steps that are not settled
    size_t n_open;
    struct rr_policy now; // as read last
    bool was_sent;        // and it is not known whether it took effect
};

static const struct rr_step *step_of(const struct grants *grants, size_t i)
{
    return &grants->run->plan->steps[grants->open[i].step];
}

/* Settles what is open at `i` and takes it from the list. */
static void settle(struct grants *grants,
                   size_t i,
                   enum rr_step_outcome outcome,
                   const struct rr_err *err,
                   const char *etag)
{
    rr_running_settle(grants->run, grants->open[i].step, outcome, err, etag);
    grants->n_open--;
    memmove(&grants->open[i], &grants->open[i + 1], (grants->n_open - i) * sizeof *grants->open);
}

static void
settle_all(struct grants *grants, enum rr_step_outcome outcome, const struct rr_err *err)
{
    while (grants->n_open > 0)
        settle(grants, 0, outcome, err, "");
}

static void tell_all(struct grants *grants,
                     enum rr_step_outcome outcome,
                     const struct rr_err *err,
                     int64_t wait_ms)
{
    for (size_t i = 0; i < grants->n_open; i++)
        rr_running_tell(grants->run, grants->open[i].step, outcome, err, wait_ms);
}

static void lose_all(struct grants *grants, const struct rr_err *cause)
{
    struct rr_err err;
    rr_perform_lose(&err, cause);
    settle_all(grants, RR_OUTCOME_LOST, &err);
}

/* Cancelled: nothing more is sent. What was sent without an answer is lost, the rest stays waiting. */
static void stop(struct grants *grants)
{
    if (grants->was_sent)
        lose_all(grants, NULL);
    tell_all(grants, RR_OUTCOME_WAITING, NULL, 0);
    grants->n_open = 0;
}

/* A combined write is refused as a whole; every step says so. */
static void refuse_all(struct grants *grants, struct rr_err *err)
{
    if (grants->n_open > 1) {
        size_t n = strlen(err->detail);
        snprintf(err->detail + n, sizeof err->detail - n,
                 _("%sThe %zu grants on %s go in one write; none of them was made."),
                 n > 0 ? "\n" : "", grants->n_open, grants->resource);
    }
    settle_all(grants, rr_running_outcome_of(err), err);
}

static bool read_policy(struct grants *grants, struct json_object **out, struct rr_err *err)
{
    struct rr_running *run = grants->run;
    struct rr_call call = rr_policy_get(run->arena, grants->target, grants->resource);
    RR_JSON_AUTO struct json_object *body = call.body;
    if (!rr_running_call(run, grants->open[0].step, &call, out, err))
        return false;
    grants->now = rr_policy_from_json(*out, run->arena);
    return true;
}

/* Is the step's wish fulfilled: the grant there, or gone where it is taken back? */
static bool is_fulfilled(const struct grants *grants, size_t i)
{
    const struct rr_step *step = step_of(grants, i);
    bool is_granted = rr_policy_find(&grants->now, step->role, step->member) != NULL;
    return is_granted != step->is_undo;
}

/* Settles what is there already and what no longer fits; what stays open is to be written. */
static void sort_out(struct grants *grants)
{
    for (size_t i = 0; i < grants->n_open;) {
        struct rr_err err;
        struct rr_running_write *write = &grants->open[i];
        const struct rr_step *step = step_of(grants, i);
        write->before =
            rr_grant_bindings(&grants->now, step->role, &write->n_before, grants->run->arena);
        if (is_fulfilled(grants, i))
            settle(grants, i, grants->was_sent ? RR_OUTCOME_DONE : RR_OUTCOME_ALREADY, NULL,
                   grants->now.etag);
        else if (!step->is_undo && !rr_grant_still_fits(step, &grants->now, &err))
            settle(grants, i, RR_OUTCOME_FAILED, &err, grants->now.etag);
        else
            i++;
    }
}

typedef enum rr_patch patch_fn(struct json_object *policy,
                               enum rr_policy_target target,
                               const char *role,
                               const char *member);

static bool patch(struct grants *grants, struct json_object *policy, struct rr_err *err)
{
    if (!rr_policy_json_is_writable(policy, err))
        return false;
    for (size_t i = 0; i < grants->n_open; i++) {
        const struct rr_step *step = step_of(grants, i);
        patch_fn *change = step->is_undo ? rr_policy_json_remove : rr_policy_json_add;
        if (change(policy, grants->target, step->role, step->member) == RR_PATCH_IMPOSSIBLE)
            return rr_err_set(err, RR_BAD_REPLY, _("the policy of %s cannot be read"),
                              grants->resource);
    }
    return true;
}

static bool send_policy(struct grants *grants, struct json_object *policy, struct rr_err *err)
{
    struct rr_running *run = grants->run;
    struct rr_call call = rr_policy_set(run->arena, grants->target, grants->resource, policy);
    RR_JSON_AUTO struct json_object *body = call.body;
    RR_JSON_AUTO struct json_object *answer = NULL;
    const char *etag = rr_policy_json_etag(policy);
    if (!rr_running_announce(run, grants->open, grants->n_open, &call, etag, err))
        return false;
    tell_all(grants, RR_OUTCOME_WRITING, NULL, 0);
    return rr_running_call(run, grants->open[0].step, &call, &answer, err);
}

static void settle_seen(struct grants *grants)
{
    for (size_t i = 0; i < grants->n_open;)
        if (is_fulfilled(grants, i))
            settle(grants, i, RR_OUTCOME_DONE, NULL, grants->now.etag);
        else
            i++;
}

/* The write was taken: reads until every change is seen. Replicas may show the old policy for a while. */
static void verify(struct grants *grants)
{
    struct rr_waits waits = {0};
    struct rr_err err = {0};
    int64_t wait_ms;
    for (;;) {
        RR_JSON_AUTO struct json_object *policy = NULL;
        if (read_policy(grants, &policy, &err))
            settle_seen(grants);
        if (grants->n_open == 0)
            return;
        if (!rr_backoff_next(&rr_perform_reading_back, &waits, &wait_ms))
            break;
        tell_all(grants, RR_OUTCOME_WRITING, NULL, wait_ms);
        if (!rr_pacer_sleep(&grants->run->pacer, wait_ms))
            break;
    }
    lose_all(grants, &err);
}

static bool is_missing_account(const struct rr_err *err)
{
    return err->http_status == 400 && (strstr(err->detail, "does not exist") != NULL ||
                                       strstr(err->summary, "does not exist") != NULL);
}

/* Accounts that Google makes when an API is turned on. */
static bool is_made_by_enabling(const char *member)
{
    return rr_str_has_suffix(member, "-compute@developer.gserviceaccount.com") ||
           rr_str_has_suffix(member, "@cloudbuild.gserviceaccount.com") ||
           strstr(member, "@gcp-sa-") != NULL;
}

/* Is it one of our members, of an account that this run has just caused to be made? */
static bool may_still_appear(const struct grants *grants, const struct rr_err *err)
{
    for (size_t i = 0; i < grants->n_open; i++) {
        const char *member = step_of(grants, i)->member;
        const char *email = rr_str_after_last(member, ':');
        bool is_made_now = (grants->run->n_enabled > 0 && is_made_by_enabling(member)) ||
                           rr_running_has_created(grants->run, email);
        if (is_made_now && rr_perform_names(err, email))
            return true;
    }
    return false;
}

static void word_missing_account(struct rr_err *err)
{
    size_t n = strlen(err->detail);
    snprintf(
        err->detail + n, sizeof err->detail - n,
        _("%sEither the account does not exist (or was made seconds ago: then try again), or the "
          "policy still names another account that is gone: then remove that one first."),
        n > 0 ? "\n" : "");
}

/* Which back-off an error of a write deserves; NULL = it is final. */
static const struct rr_backoff *retry_of(const struct grants *grants, const struct rr_err *err)
{
    if (is_missing_account(err))
        return may_still_appear(grants, err) ? &rr_perform_account_appearing : NULL;
    bool is_transient = err->kind == RR_CONFLICT || rr_running_is_unclear(err);
    return is_transient && err->kind != RR_CANCELLED ? &writing_again : NULL;
}

/* No more writes: one last read settles what can be settled. */
static void give_up(struct grants *grants, struct rr_err *err)
{
    RR_JSON_AUTO struct json_object *policy = NULL;
    struct rr_err seen;
    bool can_read = grants->was_sent && read_policy(grants, &policy, &seen);
    if (can_read)
        settle_seen(grants);
    bool was_answered = err->http_status >= 500; // refused as often as sent, and not there
    if (grants->was_sent && !(can_read && was_answered)) {
        lose_all(grants, err);
        return;
    }
    if (is_missing_account(err))
        word_missing_account(err);
    refuse_all(grants, err);
}

/* After a failed write: waits for the next turn, or settles everything and returns false. */
static bool wait_for_turn(struct grants *grants, struct rr_waits *waits, struct rr_err *err)
{
    const struct rr_backoff *backoff = retry_of(grants, err);
    int64_t wait_ms;
    // a conflict proves that this write was not taken, not that the one before was not
    grants->was_sent = grants->was_sent || rr_running_is_unclear(err);
    if (backoff == NULL || !rr_backoff_next(backoff, waits, &wait_ms)) {
        give_up(grants, err);
        return false;
    }
    tell_all(grants, RR_OUTCOME_WRITING, err, wait_ms);
    if (rr_pacer_sleep(&grants->run->pacer, wait_ms))
        return true;
    stop(grants);
    return false;
}

static void fail_to_read(struct grants *grants, struct rr_err *err)
{
    if (err->kind == RR_CANCELLED)
        stop(grants);
    else if (step_of(grants, 0)->is_undo && err->kind == RR_NOT_FOUND) // and its policy with it
        settle_all(grants, RR_OUTCOME_ALREADY, NULL);
    else if (grants->was_sent)
        lose_all(grants, err);
    else
        settle_all(grants, rr_running_outcome_of(err), err);
}

/* One turn: read, sort out, patch, write, verify. Returns whether another is due. */
static bool take_turn(struct grants *grants, struct rr_waits *waits)
{
    struct rr_err err = {0};
    RR_JSON_AUTO struct json_object *policy = NULL;
    if (!read_policy(grants, &policy, &err)) {
        fail_to_read(grants, &err);
        return false;
    }
    sort_out(grants);
    if (grants->n_open == 0)
        return false;
    if (rr_running_is_cancelled(grants->run)) {
        stop(grants);
        return false;
    }
    if (!patch(grants, policy, &err)) {
        settle_all(grants, RR_OUTCOME_FAILED, &err);
        return false;
    }
    if (!send_policy(grants, policy, &err))
        return wait_for_turn(grants, waits, &err);
    verify(grants);
    return false;
}

void rr_perform_grants(struct rr_running *run, const size_t *steps, size_t n)
{
    const struct rr_step *first = &run->plan->steps[*steps];
    struct grants grants = {.run = run,
                            .target = rr_kind_target(first->kind),
                            .resource = first->resource,
                            .n_open = n};
    grants.open = rr_arena_array(run->arena, n, sizeof *grants.open);
    for (size_t i = 0; i < n; i++)
        grants.open[i].step = steps[i];
    tell_all(&grants, RR_OUTCOME_READING, NULL, 0);
    struct rr_waits waits = {0};
    while (take_turn(&grants, &waits))
        continue;
}
