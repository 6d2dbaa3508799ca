/* What stays, and why; see the header. Doubt keeps. */
#include "config.h"

#include "core/apply/undo_keep.h"

#include <string.h>
#include <time.h>

#include "core/net/json.h"
#include "core/util/i18n.h"

/* This machine's clock and Google's may differ by so much. */
enum { CLOCK_SKEW_S = 600 };

/* ---- services ---- */

static bool judge_services(struct rr_undoing *undoing, struct rr_err *err)
{
    (void)err;
    undoing->why = _("APIs stay on: what else began to use them cannot be seen from here, an API "
                     "that is on costs nothing, and switching one off stops whatever uses it. To "
                     "switch one off yourself: gcloud services disable");
    return true;
}

/* ---- grants ---- */

static bool judge_grant(struct rr_undoing *undoing, struct rr_err *err)
{
    const struct rr_step *step = undoing->step;
    const struct rr_policy *policy;
    if (!rr_look_at_policy(undoing->looker, step, &policy, err))
        return false;
    bool is_there = policy != NULL && rr_policy_find(policy, step->role, step->member) != NULL;
    undoing->is_gone = is_there == step->is_undo;
    return true;
}

/* ---- what was made ---- */

/* "2026-11-24T04:15:00…Z"; -1 when it is no time. */
static int64_t read_time(const char *text)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%S", &tm);
    return end != NULL ? (int64_t)timegm(&tm) : -1;
}

/* Was it made while the run was making it? One of the same name may have been made since. */
static bool was_made_by_run(const struct rr_undoing *undoing, const char *created_at)
{
    const struct rr_journal_step *step = rr_journal_step_of(undoing->record, undoing->step->id);
    int64_t created = read_time(created_at);
    int64_t begun = step != NULL ? read_time(step->intended_at) : -1;
    int64_t ended = step != NULL ? read_time(step->settled_at) : -1;
    return created >= 0 && begun >= 0 && ended >= 0 && created >= begun - CLOCK_SKEW_S &&
           created <= ended + CLOCK_SKEW_S;
}

/* An account and a job tell no time of creation; what else could be theirs is judged by its use. */
static bool is_the_same(const struct rr_undoing *undoing, struct json_object *json)
{
    return undoing->step->kind != RR_STEP_CREATE_REPOSITORY ||
           was_made_by_run(undoing, rr_json_str(json, "createTime"));
}

static bool judge_creation(struct rr_undoing *undoing, struct rr_err *err)
{
    struct rr_looker *looker = undoing->looker;
    const struct rr_step *step = undoing->step;
    struct rr_call call = rr_creation_look_up(step, looker->arena);
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_look_up(looker, &call, &json, err))
        return false;
    undoing->is_gone = (json == NULL) != step->is_undo;
    if (undoing->is_gone || step->is_undo)
        return true;
    if (!is_the_same(undoing, json)) {
        undoing->why = _("it is not the one that the run made: its time of creation differs");
        return true;
    }
    return rr_creation_keep(looker, undoing->going, step, &undoing->why, err);
}

/* ---- switches and repairs ---- */

static bool judge_setting(struct rr_undoing *undoing, struct rr_err *err)
{
    bool is_there = false;
    if (!rr_look(undoing->looker, undoing->step, &is_there, err))
        return false;
    undoing->is_gone = is_there == undoing->step->is_undo;
    return true;
}

static bool judge_deploy(struct rr_undoing *undoing, struct rr_err *err)
{
    (void)err;
    undoing->why =
        _("a service that was deployed stays: others may call it. To delete it yourself: "
          "gcloud run services delete");
    return true;
}

/* ---- all kinds ---- */

static bool (*const judges[RR_STEP_KIND_COUNT])(struct rr_undoing *, struct rr_err *) = {
    [RR_STEP_ENABLE_SERVICES] = judge_services,
    [RR_STEP_CREATE_REPOSITORY] = judge_creation,
    [RR_STEP_CREATE_SERVICE_ACCOUNT] = judge_creation,
    [RR_STEP_GRANT_PROJECT_ROLE] = judge_grant,
    [RR_STEP_GRANT_REPOSITORY_ROLE] = judge_grant,
    [RR_STEP_GRANT_ACCOUNT_ROLE] = judge_grant,
    [RR_STEP_DEPLOY] = judge_deploy,
    [RR_STEP_ENABLE_IAP] = judge_setting,
    [RR_STEP_GRANT_SERVICE_ROLE] = judge_grant,
    [RR_STEP_ALLOW_PUBLIC] = judge_grant,
    [RR_STEP_DISABLE_INVOKER_CHECK] = judge_setting,
    [RR_STEP_CREATE_SCHEDULE] = judge_creation,
    [RR_STEP_UPDATE_SCHEDULE] = judge_setting,
};

bool rr_undo_judge(struct rr_undoing *undoing, struct rr_err *err)
{
    undoing->is_gone = false;
    undoing->why = "";
    return judges[undoing->step->kind](undoing, err);
}
