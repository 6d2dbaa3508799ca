/*
 * The table of reads. Requests and readers are pure; values land in the observed struct.
 */
#include "config.h"

#include "core/observe/reads.h"

#include <string.h>

#include "core/gcp/account.h"
#include "core/gcp/deployment.h"
#include "core/gcp/granted.h"
#include "core/gcp/iam_policy.h"
#include "core/gcp/org_policy.h"
#include "core/gcp/project.h"
#include "core/gcp/role_read.h"
#include "core/gcp/services.h"
#include "core/observe/reads_access.h"
#include "core/observe/reads_deny.h"
#include "core/policy/invoker.h"
#include "core/policy/member.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

/* ---- values that requests are made of ---- */

static struct rr_arena *arena_of(struct rr_gather_state *g)
{
    return &g->out->arena;
}

static const struct rr_context *context_of(const struct rr_gather_state *g)
{
    return &g->out->context;
}

bool rr_read_depends_on(struct rr_gather_state *g, enum rr_read read, struct rr_err *why)
{
    const struct rr_fact *fact = rr_observed_fact(g->out, read);
    enum rr_err_kind kind = fact->err.kind == RR_OK ? RR_NOT_FOUND : fact->err.kind;
    rr_err_set(why, kind, _("cannot be asked, because this is not known: %s"),
               _(rr_read_rows[read].title));
    return rr_err_detail(why, "%s", fact->err.summary);
}

static const char *repository_name(struct rr_gather_state *g)
{
    const struct rr_context *context = context_of(g);
    return rr_arena_printf(arena_of(g), "projects/%s/locations/%s/repositories/%s",
                           context->project, context->region, rr_context_repository(context));
}

static const char *account_name(struct rr_gather_state *g, const char *email)
{
    return rr_arena_printf(arena_of(g), "projects/%s/serviceAccounts/%s", context_of(g)->project,
                           email);
}

/* ---- project ---- */

static bool
ask_project(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_project_get(arena_of(g), context_of(g)->project);
    return true;
}

static enum rr_reading read_project(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    struct rr_observed *out = g->out;
    out->project = rr_project_read(json, arena_of(g));
    if (*out->project.number == '\0' || *out->project.id == '\0')
        return RR_READING_BAD;
    out->builder = rr_builder_email(arena_of(g), out->project.id);
    out->compute_default = rr_arena_printf(arena_of(g), "%s-compute@developer.gserviceaccount.com",
                                           out->project.number);
    return RR_READING_KNOWN;
}

static bool
ask_ancestry(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_project_ancestry(arena_of(g), context_of(g)->project);
    return true;
}

static enum rr_reading read_ancestry(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->ancestors = rr_ancestors_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_billing(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_billing_get(arena_of(g), context_of(g)->project);
    return true;
}

static enum rr_reading read_billing(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->billing = rr_billing_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_services(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_services_list(arena_of(g), context_of(g)->project, g->page_token);
    return true;
}

static void add_service(void *data, const char *service)
{
    struct rr_gather_state *g = data;
    *rr_vec_push(g->out, services) = rr_arena_str(arena_of(g), service);
}

static enum rr_reading read_services(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    const char *before = g->page_token;
    g->page_token = rr_services_read(json, add_service, g, arena_of(g));
    if (*g->page_token == '\0')
        return RR_READING_KNOWN;
    return strcmp(before, g->page_token) == 0 ? RR_READING_BAD : RR_READING_ASK_AGAIN;
}

/* ---- policies ---- */

static const char *project_resource(struct rr_gather_state *g)
{
    return rr_arena_printf(arena_of(g), "projects/%s", context_of(g)->project);
}

static bool
ask_project_policy(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_policy_get(arena_of(g), RR_TARGET_PROJECT, project_resource(g));
    return true;
}

static enum rr_reading
read_project_policy(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->project_policy = rr_policy_from_json(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_repository(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    const struct rr_context *context = context_of(g);
    *call = rr_repository_get(arena_of(g), context->project, context->region,
                              rr_context_repository(context));
    return true;
}

static enum rr_reading
read_repository(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->repository = rr_repository_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_repository_policy(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_policy_get(arena_of(g), RR_TARGET_REPOSITORY, repository_name(g));
    return true;
}

static enum rr_reading
read_repository_policy(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->repository_policy = rr_policy_from_json(json, arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- service ---- */

static size_t if_service(struct rr_gather_state *g)
{
    return *context_of(g)->service != '\0' ? 1 : 0;
}

static bool
ask_service(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    const struct rr_context *context = context_of(g);
    *call =
        rr_context_is_job(context)
            ? rr_run_job_get(arena_of(g), context->project, context->region, context->service)
            : rr_run_service_get(arena_of(g), context->project, context->region, context->service);
    return true;
}

static enum rr_reading read_service(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->service = rr_run_service_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_service_policy(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call =
        rr_policy_get(arena_of(g), RR_TARGET_RUN_SERVICE, rr_observed_target(g->out, arena_of(g)));
    return true;
}

static enum rr_reading
read_service_policy(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->service_policy = rr_policy_from_json(json, arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- accounts ---- */

static bool
ask_build_default(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_build_account_get(arena_of(g), context_of(g)->project, context_of(g)->region);
    return true;
}

static enum rr_reading
read_build_default(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->build_default = rr_build_account_read(json, arena_of(g));
    return *g->out->build_default != '\0' ? RR_READING_KNOWN : RR_READING_ABSENT;
}

static bool
ask_build_account(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i;
    const char *email = rr_observed_build_account(g->out);
    if (*email == '\0')
        return rr_read_depends_on(
            g, rr_context_wants_builder(context_of(g)) ? RR_READ_PROJECT : RR_READ_BUILD_DEFAULT,
            why);
    *call = rr_account_get(arena_of(g), email);
    return true;
}

static enum rr_reading
read_build_account(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->build_account = rr_account_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_runtime_account(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i;
    const char *email = rr_observed_runtime_account(g->out);
    if (*email == '\0')
        return rr_read_depends_on(g, RR_READ_PROJECT, why);
    *call = rr_account_get(arena_of(g), email);
    return true;
}

static enum rr_reading
read_runtime_account(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->runtime_account = rr_account_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_runtime_policy(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i;
    const char *email = rr_observed_runtime_account(g->out);
    if (*email == '\0')
        return rr_read_depends_on(g, RR_READ_PROJECT, why);
    *call = rr_policy_get(arena_of(g), RR_TARGET_ACCOUNT, account_name(g, email));
    return true;
}

static enum rr_reading
read_runtime_policy(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->runtime_policy = rr_policy_from_json(json, arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- source bucket ---- */

static bool
ask_bucket(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_bucket_get(arena_of(g), rr_observed_bucket(g->out, arena_of(g)));
    return true;
}

static enum rr_reading read_bucket(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->bucket_owner = rr_bucket_read_owner(json, arena_of(g));
    return RR_READING_KNOWN;
}

static bool
ask_bucket_policy(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_policy_get(arena_of(g), RR_TARGET_BUCKET, rr_observed_bucket(g->out, arena_of(g)));
    return true;
}

static enum rr_reading
read_bucket_policy(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->bucket_policy = rr_policy_from_json(json, arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- organisation ---- */

static size_t count_constraints(struct rr_gather_state *g)
{
    (void)g;
    return RR_CONSTRAINT_COUNT;
}

static const char *constraint_suffix(struct rr_gather_state *g, size_t i)
{
    (void)g;
    return rr_constraint_def((enum rr_constraint)i)->name;
}

static bool
ask_constraint(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)why;
    const char *name = rr_constraint_def((enum rr_constraint)i)->name;
    const char *project = context_of(g)->project;
    *call = g->uses_old_api[i] ? rr_effective_get_v1(arena_of(g), project, name)
                               : rr_effective_get(arena_of(g), project, name);
    return true;
}

static enum rr_reading
read_constraint(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    g->out->constraints[i] = g->uses_old_api[i] ? rr_effective_read_v1(json, arena_of(g))
                                                : rr_effective_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

/*
 * Resource Manager knows the legacy constraints too, and is nearly always on; managed ones it does
 * not. Who lacks the permission lacks it there as well. Source: gcp-apis 9.3.
 */
static bool retry_constraint(struct rr_gather_state *g, size_t i, const struct rr_err *err)
{
    bool is_legacy = rr_constraint_def((enum rr_constraint)i)->form != RR_FORM_MANAGED;
    if (!is_legacy || err->kind != RR_API_OFF || g->uses_old_api[i])
        return false;
    g->uses_old_api[i] = true;
    return true;
}

static size_t count_ancestors(struct rr_gather_state *g)
{
    size_t n = g->out->ancestors.n;
    g->out->ancestor_policies = rr_arena_array(arena_of(g), n, sizeof *g->out->ancestor_policies);
    return n;
}

static const char *ancestor_suffix(struct rr_gather_state *g, size_t i)
{
    return g->out->ancestors.resources[i];
}

static bool
ask_ancestor_policy(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)why;
    const char *name = g->out->ancestors.resources[i];
    bool is_folder = rr_str_has_prefix(name, "folders/");
    *call = rr_policy_get(arena_of(g), is_folder ? RR_TARGET_FOLDER : RR_TARGET_ORGANIZATION, name);
    return true;
}

static enum rr_reading
read_ancestor_policy(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    g->out->ancestor_policies[i] = rr_policy_from_json(json, arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- roles that the built-in data cannot answer for ---- */

static bool is_listed(const struct rr_gather_state *g, const char *role)
{
    for (size_t i = 0; i < g->n_roles; i++)
        if (strcmp(g->roles[i], role) == 0)
            return true;
    return false;
}

static bool binds(const struct rr_binding *binding, const char *member)
{
    for (size_t i = 0; i < binding->n_members; i++)
        if (rr_member_match(binding->members[i], member) != RR_MATCH_NO)
            return true;
    return false;
}

static void
list_roles(struct rr_gather_state *g, const struct rr_policy *policy, const char *member)
{
    for (size_t i = 0; i < policy->n_bindings; i++) {
        const struct rr_binding *binding = &policy->bindings[i];
        if (rr_role_needs_reading(g->out->roles, binding->role) && !is_listed(g, binding->role) &&
            binds(binding, member))
            *rr_vec_push(g, roles) = binding->role;
    }
}

static void list_roles_everywhere(struct rr_gather_state *g, const char *email)
{
    struct rr_observed *out = g->out;
    if (*email == '\0')
        return;
    const char *member = rr_arena_printf(arena_of(g), "serviceAccount:%s", email);
    list_roles(g, &out->project_policy, member);
    list_roles(g, &out->repository_policy, member);
    list_roles(g, &out->bucket_policy, member);
    list_roles(g, &out->runtime_policy, member);
    list_roles(g, &out->service_policy, member);
    for (size_t i = 0; i < out->ancestors.n; i++)
        list_roles(g, &out->ancestor_policies[i], member);
}

static size_t count_roles(struct rr_gather_state *g)
{
    struct rr_observed *out = g->out;
    list_roles_everywhere(g, rr_observed_build_account(out));
    if (context_of(g)->access == RR_ACCESS_SCHEDULED)
        list_roles_everywhere(g, rr_observed_invoker(out, arena_of(g)));
    out->roles_read = rr_arena_array(arena_of(g), g->n_roles, sizeof *out->roles_read);
    out->n_roles_read = g->n_roles;
    for (size_t i = 0; i < g->n_roles; i++)
        out->roles_read[i] = (struct rr_live_role){.name = g->roles[i], .title = ""};
    return g->n_roles;
}

static const char *role_suffix(struct rr_gather_state *g, size_t i)
{
    return g->roles[i];
}

static bool ask_role(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)why;
    *call = rr_role_get(arena_of(g), g->roles[i]);
    return true;
}

static enum rr_reading read_role(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    g->out->roles_read[i] = rr_role_read(json, g->roles[i], arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- what the caller may do ---- */

/* Each is applicable to projects: an inapplicable name fails the whole call. */
static const char *const project_permissions[] = {
    "resourcemanager.projects.get",
    "resourcemanager.projects.getIamPolicy",
    "resourcemanager.projects.setIamPolicy",
    "serviceusage.services.list",
    "serviceusage.services.enable",
    "serviceusage.services.use",
    "artifactregistry.repositories.get",
    "artifactregistry.repositories.create",
    "artifactregistry.repositories.getIamPolicy",
    "artifactregistry.repositories.setIamPolicy",
    "cloudbuild.builds.create",
    "cloudbuild.builds.get",
    "cloudscheduler.jobs.create",
    "cloudscheduler.jobs.enable",
    "cloudscheduler.jobs.get",
    "cloudscheduler.jobs.run",
    "cloudscheduler.jobs.update",
    "iam.serviceAccounts.create",
    "iam.serviceAccounts.get",
    "iam.serviceAccounts.actAs",
    "iam.serviceAccounts.getIamPolicy",
    "iam.serviceAccounts.setIamPolicy",
    "run.services.create",
    "run.services.get",
    "run.services.update",
    "run.services.getIamPolicy",
    "run.services.setIamPolicy",
    "storage.buckets.create",
    "storage.buckets.get",
    "storage.buckets.list",
    "storage.objects.create",
    "storage.objects.get",
};

static const char *const repository_permissions[] = {
    "artifactregistry.repositories.getIamPolicy",
    "artifactregistry.repositories.setIamPolicy",
};

static const char *const account_permissions[] = {
    "iam.serviceAccounts.actAs",
    "iam.serviceAccounts.getIamPolicy",
    "iam.serviceAccounts.setIamPolicy",
};

enum {
    N_PROJECT_PERMISSIONS = sizeof project_permissions / sizeof *project_permissions,
    N_REPOSITORY_PERMISSIONS = sizeof repository_permissions / sizeof *repository_permissions,
    N_ACCOUNT_PERMISSIONS = sizeof account_permissions / sizeof *account_permissions
};

const char *const *rr_caller_permissions(size_t *n)
{
    *n = N_PROJECT_PERMISSIONS;
    return project_permissions;
}

struct rr_granted rr_read_granted(struct rr_gather_state *g, struct json_object *json)
{
    struct rr_granted granted;
    granted.permissions = rr_granted_read(json, &granted.n, arena_of(g));
    return granted;
}

static bool
ask_caller_project(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_policy_test(arena_of(g), RR_TARGET_PROJECT, project_resource(g), project_permissions,
                           N_PROJECT_PERMISSIONS);
    return true;
}

static enum rr_reading
read_caller_project(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->caller_project = rr_read_granted(g, json);
    return RR_READING_KNOWN;
}

static bool
ask_caller_repository(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_policy_test(arena_of(g), RR_TARGET_REPOSITORY, repository_name(g),
                           repository_permissions, N_REPOSITORY_PERMISSIONS);
    return true;
}

static enum rr_reading
read_caller_repository(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->caller_repository = rr_read_granted(g, json);
    return RR_READING_KNOWN;
}

static bool ask_caller_account(struct rr_gather_state *g, const char *email, struct rr_call *call)
{
    *call = rr_policy_test(arena_of(g), RR_TARGET_ACCOUNT, account_name(g, email),
                           account_permissions, N_ACCOUNT_PERMISSIONS);
    return true;
}

static bool
ask_caller_runtime(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i;
    const char *email = rr_observed_runtime_account(g->out);
    if (*email == '\0')
        return rr_read_depends_on(g, RR_READ_PROJECT, why);
    return ask_caller_account(g, email, call);
}

static enum rr_reading
read_caller_runtime(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->caller_runtime = rr_read_granted(g, json);
    return RR_READING_KNOWN;
}

/* Nobody may act as Google's own legacy build account, and a second look at the same account tells nothing. */
static size_t if_build_account_of_its_own(struct rr_gather_state *g)
{
    const char *email = rr_observed_build_account(g->out);
    bool is_same = strcmp(email, rr_observed_runtime_account(g->out)) == 0;
    return *email != '\0' && !is_same && rr_account_form(email) != RR_ACCOUNT_LEGACY_BUILD ? 1 : 0;
}

static bool
ask_caller_build(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    return ask_caller_account(g, rr_observed_build_account(g->out), call);
}

static enum rr_reading
read_caller_build(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->caller_build = rr_read_granted(g, json);
    return RR_READING_KNOWN;
}

/* ---- the table ---- */

#define AFTER(read) (1u << RR_READ_##read)

const struct rr_read_row rr_read_rows[RR_READ_COUNT] = {
    [RR_READ_PROJECT] = {"project", N_("project"), "resourcemanager.projects.get", 0, false, NULL,
                         ask_project, read_project, NULL, NULL},
    [RR_READ_ANCESTRY] = {"ancestry", N_("folders and organisation above the project"),
                          "resourcemanager.projects.get", 0, false, NULL, ask_ancestry,
                          read_ancestry, NULL, NULL},
    [RR_READ_BILLING] = {"billing", N_("billing"), "resourcemanager.projects.get", 0, false, NULL,
                         ask_billing, read_billing, NULL, NULL},
    [RR_READ_SERVICES] = {"services", N_("APIs that are on"), "serviceusage.services.list", 0,
                          false, NULL, ask_services, read_services, NULL, NULL},
    [RR_READ_PROJECT_POLICY] = {"project-policy", N_("who holds which role on the project"),
                                "resourcemanager.projects.getIamPolicy", 0, false, NULL,
                                ask_project_policy, read_project_policy, NULL, NULL},
    [RR_READ_REPOSITORY] = {"repository", N_("image repository"),
                            "artifactregistry.repositories.get", 0, true, NULL, ask_repository,
                            read_repository, NULL, NULL},
    [RR_READ_REPOSITORY_POLICY] = {"repository-policy",
                                   N_("who holds which role on the repository"),
                                   "artifactregistry.repositories.getIamPolicy", 0, true, NULL,
                                   ask_repository_policy, read_repository_policy, NULL, NULL},
    [RR_READ_SERVICE] = {"service", N_("Cloud Run service"), "run.services.get", 0, true,
                         if_service, ask_service, read_service, NULL, NULL},
    [RR_READ_SERVICE_POLICY] = {"service-policy", N_("who may call the service"),
                                "run.services.getIamPolicy", 0, true, if_service,
                                ask_service_policy, read_service_policy, NULL, NULL},
    [RR_READ_BUILD_DEFAULT] = {"build-default", N_("account that builds by default"),
                               "cloudbuild.builds.get", 0, false, NULL, ask_build_default,
                               read_build_default, NULL, NULL},
    [RR_READ_BUILD_ACCOUNT] = {"build-account", N_("build account"), "iam.serviceAccounts.get",
                               AFTER(PROJECT) | AFTER(BUILD_DEFAULT) | AFTER(SERVICE), true, NULL,
                               ask_build_account, read_build_account, NULL, NULL},
    [RR_READ_RUNTIME_ACCOUNT] = {"runtime-account", N_("account the service runs as"),
                                 "iam.serviceAccounts.get", AFTER(PROJECT) | AFTER(SERVICE), true,
                                 NULL, ask_runtime_account, read_runtime_account, NULL, NULL},
    [RR_READ_RUNTIME_POLICY] = {"runtime-policy", N_("who may use the account the service runs as"),
                                "iam.serviceAccounts.getIamPolicy", AFTER(PROJECT) | AFTER(SERVICE),
                                true, NULL, ask_runtime_policy, read_runtime_policy, NULL, NULL},
    [RR_READ_BUCKET] = {"bucket", N_("bucket for the uploaded source"), "storage.buckets.get",
                        AFTER(PROJECT) | AFTER(SERVICE), true, NULL, ask_bucket, read_bucket, NULL,
                        NULL},
    [RR_READ_BUCKET_POLICY] = {"bucket-policy", N_("who holds which role on the bucket"),
                               "storage.buckets.getIamPolicy", AFTER(PROJECT) | AFTER(SERVICE),
                               true, NULL, ask_bucket_policy, read_bucket_policy, NULL, NULL},
    [RR_READ_CONSTRAINT] = {"constraint", N_("organisation policy"), "orgpolicy.policy.get", 0,
                            false, count_constraints, ask_constraint, read_constraint,
                            constraint_suffix, retry_constraint},
    [RR_READ_CALLER_PROJECT] = {"caller-project", N_("what you may do on the project"), "", 0,
                                false, NULL, ask_caller_project, read_caller_project, NULL, NULL},
    [RR_READ_CALLER_REPOSITORY] = {"caller-repository", N_("what you may do on the repository"), "",
                                   0, true, NULL, ask_caller_repository, read_caller_repository,
                                   NULL, NULL},
    [RR_READ_CALLER_RUNTIME] = {"caller-runtime-account",
                                N_("whether you may use the account the service runs as"), "",
                                AFTER(PROJECT) | AFTER(SERVICE), true, NULL, ask_caller_runtime,
                                read_caller_runtime, NULL, NULL},
    [RR_READ_CALLER_BUILD] = {"caller-build-account", N_("whether you may use the build account"),
                              "", AFTER(PROJECT) | AFTER(SERVICE) | AFTER(BUILD_DEFAULT), true,
                              if_build_account_of_its_own, ask_caller_build, read_caller_build,
                              NULL, NULL},
    [RR_READ_CALLER_SERVICE] = {"caller-service", N_("what you may do on the service"), "", 0, true,
                                if_service, rr_ask_caller_service, rr_read_caller_service, NULL,
                                NULL},
    [RR_READ_LEVEL_CONSTRAINTS] = {"constraints-set",
                                   N_("which organisation policies are set where"),
                                   "orgpolicy.policies.list", AFTER(ANCESTRY), false,
                                   rr_count_levels, rr_ask_level, rr_read_level, rr_level_suffix,
                                   NULL},
    [RR_READ_INVOKER] = {"invoker-account", N_("account that the Scheduler calls as"),
                         "iam.serviceAccounts.get", AFTER(PROJECT), true, rr_if_scheduled,
                         rr_ask_invoker, rr_read_invoker, NULL, NULL},
    [RR_READ_CALLER_INVOKER] = {"caller-invoker-account",
                                N_("whether you may use the account that the Scheduler calls as"),
                                "", AFTER(PROJECT), true, rr_if_scheduled, rr_ask_caller_invoker,
                                rr_read_caller_invoker, NULL, NULL},
    [RR_READ_SCHEDULER_LOCATIONS] = {"scheduler-locations", N_("where Scheduler jobs can be"),
                                     "cloudscheduler.locations.list", 0, false, rr_if_scheduled,
                                     rr_ask_scheduler_locations, rr_read_scheduler_locations, NULL,
                                     NULL},
    [RR_READ_SCHEDULES] = {"schedules", N_("Scheduler jobs"), "cloudscheduler.jobs.list",
                           AFTER(SCHEDULER_LOCATIONS), false, rr_if_scheduled, rr_ask_schedules,
                           rr_read_schedules, NULL, NULL},
    [RR_READ_ANCESTOR_POLICY] = {"ancestor-policy", N_("who holds which role above the project"),
                                 "resourcemanager.folders.getIamPolicy", AFTER(ANCESTRY), false,
                                 count_ancestors, ask_ancestor_policy, read_ancestor_policy,
                                 ancestor_suffix, NULL},
    [RR_READ_DENY_LIST] = {"deny-policies", N_("deny policies"), "iam.denypolicies.list",
                           AFTER(ANCESTRY) | AFTER(PROJECT), false, rr_deny_count_lists,
                           rr_deny_ask_list, rr_deny_take_list, rr_deny_list_suffix, NULL},
    [RR_READ_DENY_POLICY] = {"deny-policy", N_("rules of a deny policy"), "iam.denypolicies.get",
                             AFTER(DENY_LIST), false, rr_deny_count_policies, rr_deny_ask_policy,
                             rr_deny_take_policy, rr_deny_policy_suffix, NULL},
    [RR_READ_BOUNDARY] = {"boundary", N_("principal access boundaries"),
                          "resourcemanager.projects.searchPolicyBindings", 0, false,
                          rr_boundary_count, rr_boundary_ask, rr_boundary_take, NULL, NULL},
    [RR_READ_ROLE] = {"role", N_("what a role permits"), "iam.roles.get",
                      AFTER(PROJECT_POLICY) | AFTER(REPOSITORY_POLICY) | AFTER(BUCKET_POLICY) |
                          AFTER(RUNTIME_POLICY) | AFTER(ANCESTOR_POLICY) | AFTER(BUILD_DEFAULT) |
                          AFTER(SERVICE) | AFTER(SERVICE_POLICY) | AFTER(PROJECT),
                      false, count_roles, ask_role, read_role, role_suffix, NULL},
};
