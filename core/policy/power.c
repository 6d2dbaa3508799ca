/*
 * Permissions by what they let somebody do. Google sorts permissions by service; people ask what can go
 * wrong. A row names a type (or none, for any) and the beginning of a verb.
 */
#include "config.h"

#include "core/policy/power.h"

#include <string.h>

#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

/* The first row that fits decides. */
static const struct row {
    const char *type; // "run.services", "run." for all of run, "" for any
    const char *verb; // what the verb begins with, "" for any
    enum rr_power power;
} rows[] = {
    // whoever has one of these is the account for all that follows
    {"iam.serviceAccounts", "actAs", RR_POWER_IMPERSONATE},
    {"iam.serviceAccounts", "getAccessToken", RR_POWER_IMPERSONATE},
    {"iam.serviceAccounts", "getOpenIdToken", RR_POWER_IMPERSONATE},
    {"iam.serviceAccounts", "implicitDelegation", RR_POWER_IMPERSONATE},
    {"iam.serviceAccounts", "sign", RR_POWER_IMPERSONATE},
    {"iam.serviceAccountKeys", "create", RR_POWER_IMPERSONATE},
    {"iam.serviceAccountKeys", "upload", RR_POWER_IMPERSONATE},
    {"iam.serviceAccountApiKeyBindings", "create", RR_POWER_IMPERSONATE},
    // what decides who may do what: policies, roles, and the tags that conditions look at
    {"", "setIamPolicy", RR_POWER_POLICY},
    {"", "createPolicyBinding", RR_POWER_POLICY},
    {"", "updatePolicyBinding", RR_POWER_POLICY},
    {"", "deletePolicyBinding", RR_POWER_POLICY},
    {"", "createTagBinding", RR_POWER_POLICY},
    {"", "deleteTagBinding", RR_POWER_POLICY},
    {"iam.roles", "create", RR_POWER_POLICY},
    {"iam.roles", "update", RR_POWER_POLICY},
    {"iam.roles", "delete", RR_POWER_POLICY},
    {"iam.denypolicies", "create", RR_POWER_POLICY},
    {"iam.denypolicies", "update", RR_POWER_POLICY},
    {"iam.denypolicies", "delete", RR_POWER_POLICY},
    {"iam.principalaccessboundarypolicies", "create", RR_POWER_POLICY},
    {"iam.principalaccessboundarypolicies", "update", RR_POWER_POLICY},
    {"iam.principalaccessboundarypolicies", "delete", RR_POWER_POLICY},
    {"orgpolicy.", "create", RR_POWER_POLICY},
    {"orgpolicy.", "update", RR_POWER_POLICY},
    {"orgpolicy.", "set", RR_POWER_POLICY},
    {"orgpolicy.", "delete", RR_POWER_POLICY},
    {"", "delete", RR_POWER_DELETE},
    {"", "purge", RR_POWER_DELETE},
    {"", "destroy", RR_POWER_DELETE},
    // contents, as against settings
    {"storage.objects", "get", RR_POWER_READ_DATA},
    {"storage.objects", "list", RR_POWER_READ_DATA},
    {"storage.objects", "", RR_POWER_WRITE_DATA},
    {"storage.managedFolders", "create", RR_POWER_WRITE_DATA},
    {"storage.folders", "create", RR_POWER_WRITE_DATA},
    {"storage.multipartUploads", "create", RR_POWER_WRITE_DATA},
    {"artifactregistry.", "download", RR_POWER_READ_DATA},
    {"artifactregistry.", "export", RR_POWER_READ_DATA},
    {"artifactregistry.", "readViaVirtualRepository", RR_POWER_READ_DATA},
    {"artifactregistry.", "upload", RR_POWER_WRITE_DATA},
    {"artifactregistry.repositories", "", RR_POWER_OTHER},
    {"artifactregistry.", "create", RR_POWER_WRITE_DATA},
    {"artifactregistry.", "update", RR_POWER_WRITE_DATA},
    {"logging.logEntries", "create", RR_POWER_WRITE_DATA},
    {"logging.logEntries", "route", RR_POWER_WRITE_DATA},
    {"logging.logEntries", "", RR_POWER_READ_DATA},
    {"logging.privateLogEntries", "", RR_POWER_READ_DATA},
    {"logging.views", "access", RR_POWER_READ_DATA},
    {"source.repos", "get", RR_POWER_READ_DATA},
    {"source.repos", "update", RR_POWER_WRITE_DATA},
    {"secretmanager.versions", "access", RR_POWER_READ_DATA},
    {"bigquery.tables", "getData", RR_POWER_READ_DATA},
    {"bigquery.tables", "updateData", RR_POWER_WRITE_DATA},
    // what runs
    {"run.", "create", RR_POWER_RUN},
    {"run.", "update", RR_POWER_RUN},
    {"run.", "run", RR_POWER_RUN},
    {"run.", "invoke", RR_POWER_RUN},
    {"run.", "cancel", RR_POWER_RUN},
    {"run.", "exec", RR_POWER_RUN},
    {"cloudbuild.builds", "create", RR_POWER_RUN},
    {"cloudbuild.builds", "update", RR_POWER_RUN},
    {"cloudbuild.builds", "approve", RR_POWER_RUN},
    {"cloudbuild.workerpools", "use", RR_POWER_RUN},
    {"cloudscheduler.jobs", "create", RR_POWER_RUN},
    {"cloudscheduler.jobs", "update", RR_POWER_RUN},
    {"cloudscheduler.jobs", "run", RR_POWER_RUN},
    {"cloudscheduler.jobs", "enable", RR_POWER_RUN},
    {"cloudscheduler.jobs", "pause", RR_POWER_RUN},
};

static bool fits_type(const char *permission, size_t n_type, const char *type)
{
    size_t n = strlen(type);
    if (n > 0 && type[n - 1] != '.' && n != n_type)
        return false;
    return strncmp(permission, type, n) == 0;
}

enum rr_power rr_power_of(const char *permission)
{
    const char *dot = strrchr(permission, '.');
    if (dot == NULL)
        return RR_POWER_OTHER;
    size_t n_type = (size_t)(dot - permission);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (fits_type(permission, n_type, rows[i].type) && rr_str_has_prefix(dot + 1, rows[i].verb))
            return rows[i].power;
    return RR_POWER_OTHER;
}

static const struct def {
    const char *word;
    const char *title;
    int weight;
    const char *on_project; // N_: what it means on a whole project
    const char *on_one;     // N_: what it means on a single resource; %s is its name
} defs[RR_POWER_COUNT] = {
    [RR_POWER_IMPERSONATE] = {"impersonate", N_("Act as other accounts"), 200,
                              N_("act as every service account of the project"),
                              N_("act as %s, with all that this account may do")},
    [RR_POWER_POLICY] = {"policy", N_("Change who may do what"), 200,
                         N_("change who may do what, on things of the project"),
                         N_("change who may do what on %s")},
    [RR_POWER_DELETE] = {"delete", N_("Delete"), 25, N_("delete things of the project"),
                         N_("delete what is in %s")},
    [RR_POWER_WRITE_DATA] = {"write-data", N_("Write data"), 10,
                             N_("write data anywhere in the project"), N_("write data into %s")},
    [RR_POWER_READ_DATA] = {"read-data", N_("Read data"), 8,
                            N_("read data anywhere in the project"), N_("read what is in %s")},
    [RR_POWER_RUN] = {"run", N_("Deploy and run"), 8,
                      N_("deploy, change or start what runs in the project"),
                      N_("change, start or call %s")},
    [RR_POWER_OTHER] = {"other", N_("Other"), 1, N_("see or change other settings of the project"),
                        N_("see or change settings of %s")},
};

int rr_power_weight(enum rr_power power)
{
    return defs[power].weight;
}

const char *rr_power_word(enum rr_power power)
{
    return defs[power].word;
}

const char *rr_power_title(enum rr_power power)
{
    return _(defs[power].title);
}

static bool is_project(const char *resource)
{
    return rr_str_has_prefix(resource, "projects/") &&
           strchr(resource + sizeof "projects/" - 1, '/') == NULL;
}

/* Product names are not translated. */
static const char *service_title(const char *permission, size_t n)
{
    static const char *const titles[][2] = {
        {"artifactregistry", "Artifact Registry"},
        {"cloudbuild", "Cloud Build"},
        {"cloudscheduler", "Cloud Scheduler"},
        {"iam", "IAM"},
        {"iap", "Identity-Aware Proxy"},
        {"logging", "Cloud Logging"},
        {"orgpolicy", "Organization Policy"},
        {"resourcemanager", "Resource Manager"},
        {"run", "Cloud Run"},
        {"serviceusage", "Service Usage"},
        {"source", "Source Repositories"},
        {"storage", "Cloud Storage"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strlen(titles[i][0]) == n && strncmp(titles[i][0], permission, n) == 0)
            return titles[i][1];
    return NULL;
}

/* "Cloud Run, Cloud Storage": the permissions are sorted, so services stand together. */
static void add_services(struct rr_buf *out, const struct rr_power_set *set)
{
    const char *last = "";
    size_t n_last = 0;
    for (size_t i = 0; i < set->n; i++) {
        const char *permission = set->permissions[i];
        size_t n = strcspn(permission, ".");
        if (n == n_last && strncmp(permission, last, n) == 0)
            continue;
        const char *title = service_title(permission, n);
        rr_buf_add(out, n_last > 0 ? ", " : "");
        rr_buf_addn(out, title != NULL ? title : permission, title != NULL ? strlen(title) : n);
        last = permission;
        n_last = n;
    }
}

const char *
rr_power_text(const struct rr_power_set *set, const char *resource, struct rr_arena *arena)
{
    const struct def *def = &defs[set->power];
    const char *text = is_project(resource) ? _(def->on_project)
                                            : rr_arena_printf(arena, _(def->on_one),
                                                              rr_str_after_last(resource, '/'));
    // What is impersonated is an account, whichever service the permission belongs to.
    if (set->power == RR_POWER_IMPERSONATE)
        return rr_arena_str(arena, text);
    RR_BUF_AUTO services = {0};
    add_services(&services, set);
    return rr_arena_printf(arena, "%s (%s)", text, rr_buf_text(&services));
}
