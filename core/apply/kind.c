/* Kinds of steps; see the header. */
#include "config.h"

#include "core/apply/kind.h"

static const struct kind_row {
    enum rr_policy_target target;
    const char *undo;
    const char *redo; // what would take the undo back
} kinds[RR_STEP_KIND_COUNT] = {
    // an API that is on may be in use by others at once
    [RR_STEP_ENABLE_SERVICES] = {RR_TARGET_COUNT, "none", "none"},
    [RR_STEP_CREATE_REPOSITORY] = {RR_TARGET_COUNT, "delete-if-empty", "create"},
    [RR_STEP_GRANT_PROJECT_ROLE] = {RR_TARGET_PROJECT, "remove-member", "add-member"},
    [RR_STEP_GRANT_REPOSITORY_ROLE] = {RR_TARGET_REPOSITORY, "remove-member", "add-member"},
    [RR_STEP_GRANT_ACCOUNT_ROLE] = {RR_TARGET_ACCOUNT, "remove-member", "add-member"},
    [RR_STEP_CREATE_SERVICE_ACCOUNT] = {RR_TARGET_COUNT, "delete-account", "create-account"},
    // a deployed revision may serve others at once
    [RR_STEP_DEPLOY] = {RR_TARGET_COUNT, "none", "none"},
    [RR_STEP_ENABLE_IAP] = {RR_TARGET_COUNT, "disable-iap", "enable-iap"},
    [RR_STEP_GRANT_SERVICE_ROLE] = {RR_TARGET_RUN_SERVICE, "remove-member", "add-member"},
    [RR_STEP_ALLOW_PUBLIC] = {RR_TARGET_RUN_SERVICE, "remove-member", "add-member"},
    [RR_STEP_DISABLE_INVOKER_CHECK] = {RR_TARGET_COUNT, "enable-invoker-check",
                                       "disable-invoker-check"},
    [RR_STEP_CREATE_SCHEDULE] = {RR_TARGET_COUNT, "delete-schedule", "create-schedule"},
    [RR_STEP_UPDATE_SCHEDULE] = {RR_TARGET_COUNT, "restore-schedule", "update-schedule"},
};

bool rr_kind_is_grant(enum rr_step_kind kind)
{
    return kinds[kind].target != RR_TARGET_COUNT;
}

enum rr_policy_target rr_kind_target(enum rr_step_kind kind)
{
    return kinds[kind].target;
}

const char *rr_kind_undo(const struct rr_step *step)
{
    return step->is_undo ? kinds[step->kind].redo : kinds[step->kind].undo;
}
