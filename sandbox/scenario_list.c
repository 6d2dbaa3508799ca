/* The built-in scenarios in the order a person meets them; a test holds the titles against the files. */
#include "config.h"

#include <stddef.h>

#include "core/util/i18n.h"
#include "sandbox/sandbox.h"

static const struct {
    const char *name;
    const char *title;
} list[] = {
    {"first-day", N_("A new project of a company: nothing granted yet, public access blocked")},
    {"fresh", N_("A new project without an organisation, nothing granted yet")},
    {"legacy-account", N_("Builds run as the old Cloud Build account, which lost its role")},
    {"custom-account", N_("No default build account; the service names one of its own")},
    {"editor", N_("The build account is Editor, as in older projects")},
    {"partial", N_("Half of the roles are there; the repository exists without grants")},
    {"conditional", N_("One role is granted under a time limit")},
    {"conditions", N_("Grants under conditions: expired, running, not decidable, for another")},
    {"custom-roles", N_("Custom roles: of the project, of the organisation, switched off")},
    {"groups", N_("Roles through a group, a set and a deleted account")},
    {"inherited", N_("Two roles come from the folder above")},
    {"org-blocked", N_("Public access is blocked by domain restricted sharing")},
    {"org-blocked-managed", N_("Public access is blocked by a managed constraint")},
    {"org-unreadable", N_("You may not read what the organisation decided")},
    {"apis-off", N_("The services Cloud Run needs are still off")},
    {"no-rights", N_("You may look, but change nothing")},
    {"deployed-public", N_("A service that is deployed and public")},
    {"deployed-scheduled", N_("A service that is deployed, private and called on a schedule")},
    {"deployed-job", N_("A job of Cloud Run that a schedule starts through the API")},
    {"deny", N_("A deny policy stops the build account")},
    {"deny-maybe", N_("A deny policy that may stop the build account, and a boundary")},
    {"invoker-check-required", N_("The organisation forbids switching the invoker check off")},
    {"big", N_("A policy at its limits: 1,495 members in 250 bindings, room for five more")},
};

enum { COUNT = sizeof list / sizeof *list };

const char *rr_sandbox_scenario_name(int index)
{
    return index >= 0 && index < COUNT ? list[index].name : NULL;
}

const char *rr_sandbox_scenario_title(int index)
{
    return index >= 0 && index < COUNT ? _(list[index].title) : NULL;
}
