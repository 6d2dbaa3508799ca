/*
 * Making a service account: looked up first and last. A new account is seen late and unevenly, so it
 * counts as there only after several good reads in a row (gcp-apis 10.2).
 */
#include "config.h"

#include <string.h>

#include "core/apply/perform.h"
#include "core/gcp/account.h"
#include "core/net/json.h"
#include "core/policy/invoker.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

enum { GOOD_READS = 3 };

static const struct rr_backoff account_settling = {
    .first_ms = 1000, .percent = 150, .cap_ms = 8000, .limit_ms = 120 * 1000};
static const int64_t between_reads_ms = 1000;

struct making {
    struct rr_running *run;
    size_t step;
    const char *email;
};

static bool look_up(const struct making *making, struct rr_account *out, struct rr_err *err)
{
    struct rr_call call = rr_account_get(making->run->arena, making->email);
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_running_call(making->run, making->step, &call, &json, err))
        return false;
    *out = rr_account_read(json, making->run->arena);
    return true;
}

/* Not yet: 404, and 403 too, as long as replicas disagree. */
static bool is_not_yet(const struct rr_err *err)
{
    return err->kind == RR_NOT_FOUND || err->kind == RR_DENIED || rr_running_is_unclear(err);
}

static bool wait_until_seen(const struct making *making, struct rr_err *err)
{
    struct rr_waits waits = {0};
    struct rr_account account;
    for (int good = 0; good < GOOD_READS;) {
        int64_t wait_ms = between_reads_ms;
        bool is_seen = look_up(making, &account, err);
        good = is_seen ? good + 1 : 0;
        if (good == GOOD_READS)
            break;
        if (!is_seen && (!is_not_yet(err) || !rr_backoff_next(&account_settling, &waits, &wait_ms)))
            return false;
        if (!is_seen)
            rr_running_tell(making->run, making->step, RR_OUTCOME_WRITING, err, wait_ms);
        if (!rr_pacer_sleep(&making->run->pacer, wait_ms))
            return false;
    }
    return true;
}

static bool create(const struct making *making, struct rr_err *err)
{
    struct rr_running *run = making->run;
    const char *id = rr_arena_strn(run->arena, making->email, strcspn(making->email, "@"));
    struct rr_call call = rr_account_create(run->arena, run->plan->context.project, id,
                                            rr_account_title(making->email));
    struct rr_running_write write = {.step = making->step};
    RR_JSON_AUTO struct json_object *body = call.body;
    if (!rr_running_announce(run, &write, 1, &call, "", err))
        return false;
    rr_running_tell(run, making->step, RR_OUTCOME_WRITING, NULL, 0);
    *rr_vec_push(run, created) = making->email;
    return rr_running_call(run, making->step, &call, NULL, err);
}

static enum rr_step_outcome lose(struct rr_err *err, const struct rr_err *cause)
{
    rr_perform_lose(err, cause);
    return RR_OUTCOME_LOST;
}

static enum rr_step_outcome make(const struct making *making, struct rr_err *err)
{
    struct rr_err seen = {0};
    bool was_created = create(making, err);
    bool is_unclear = !was_created && rr_running_is_unclear(err);
    bool is_somebodys = !was_created && err->kind == RR_EXISTS;
    if (!was_created && !is_unclear && !is_somebodys)
        return rr_running_outcome_of(err);
    if (!wait_until_seen(making, &seen))
        return lose(err, &seen);
    return is_somebodys ? RR_OUTCOME_ALREADY : RR_OUTCOME_DONE;
}

static enum rr_step_outcome refuse_disabled(const struct making *making, struct rr_err *err)
{
    rr_err_set(err, RR_PRECONDITION, _("the account %s is there, but it is disabled"),
               making->email);
    rr_err_detail(err,
                  _("Somebody switched it off on purpose, so it is left alone. To switch it "
                    "on: gcloud iam service-accounts enable %s"),
                  making->email);
    return RR_OUTCOME_REFUSED;
}

static enum rr_step_outcome perform(const struct making *making, struct rr_err *err)
{
    struct rr_account account;
    if (look_up(making, &account, err))
        return account.is_disabled ? refuse_disabled(making, err) : RR_OUTCOME_ALREADY;
    if (err->kind == RR_CANCELLED || rr_running_is_cancelled(making->run))
        return RR_OUTCOME_WAITING;
    return err->kind == RR_NOT_FOUND || err->kind == RR_DENIED ? make(making, err)
                                                               : rr_running_outcome_of(err);
}

void rr_perform_account(struct rr_running *run, const size_t *steps, size_t n)
{
    (void)n;
    struct making making = {run, *steps, rr_str_after_last(run->plan->steps[*steps].resource, '/')};
    struct rr_err err = {0};
    rr_running_tell(run, *steps, RR_OUTCOME_READING, NULL, 0);
    rr_perform_end(run, *steps, perform(&making, &err), &err);
}
