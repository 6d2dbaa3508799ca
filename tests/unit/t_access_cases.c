/*
 * Who may do what, by IAM's documentation: one case a row, with the page that it comes from.
 *
 * over   iam/docs/overview (policies, inheritance, union of roles)
 * hier   iam/docs/resource-hierarchy-access-control
 * prin   iam/docs/principals-overview, principal-identifiers
 * del    iam/docs/policies#handle-deleted-members (deleted principals)
 * deny   iam/docs/deny-overview
 * dref   iam/docs/deny-permissions-support, permission groups
 * cust   iam/docs/creating-custom-roles (deleted and disabled roles)
 * basic  iam/docs/roles-overview (basic roles)
 * cond   iam/docs/conditions-overview
 * temp   iam/docs/configuring-temporary-access
 * res    iam/docs/conditions-resource-attributes
 * rba    iam/docs/configuring-resource-based-access
 * attr   iam/docs/conditions-attribute-reference
 * tags   iam/docs/tags-access-control
 * conv   storage/docs/access-control/iam (convenience values)
 * scond  storage/docs/access-control/iam#conditions
 * run    run/docs/authenticating/public, run/docs/reference/iam/roles
 * ar     artifact-registry/docs/access-control
 * sa     iam/docs/service-account-permissions
 * cel    github.com/google/cel-spec, doc/langdef.md
 * blind  what cannot be seen is neither granted nor denied: policies that may not be read
 */
#include "config.h"

#include "core/policy/access.h"
#include "tests/support/organisation.h"
#include "tests/support/unit.h"

#define EMAIL "123-compute@developer.gserviceaccount.com"
#define ME    "serviceAccount:" EMAIL

// Wednesday, 2026-11-25T04:05:06Z
enum { NOW = 1795579506 };

static struct rr_arena lasting;
static const struct rr_roles *roles;

struct row {
    const char *organisation;
    const char *permissions;
    enum rr_truth truth;
    const char *source;
};

#define GRANTED RR_GRANTED_TRUTH
#define DENIED  RR_DENIED_TRUTH
#define UNKNOWN RR_UNKNOWN_TRUTH

#define LOG     "logging.logEntries.create"
#define READ    "storage.objects.get"
#define LIST    "storage.objects.list"
#define UPLOAD  "artifactregistry.repositories.uploadArtifacts"
#define LOAD    "artifactregistry.repositories.downloadArtifacts"
#define ACT_AS  "iam.serviceAccounts.actAs"
#define CREATE  "run.services.create"
#define GET_RUN "run.services.get"
#define INVOKE  "run.routes.invoke"
#define SET_IAM "resourcemanager.projects.setIamPolicy"
#define GET_P   "resourcemanager.projects.get"

static void check_row(const char *me, const struct row *row)
{
    struct organisation organisation = {0};
    organisation_make(&organisation, me, row->organisation);
    struct rr_answer answer = organisation_ask(&organisation, roles, row->permissions, NOW);
    if (answer.truth != row->truth)
        fail_msg("%s: may %s %s? %s, expected %s (%s)", row->organisation, me, row->permissions,
                 rr_truth_word(answer.truth), rr_truth_word(row->truth), row->source);
    rr_arena_free(&organisation.arena);
}

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_row(ME, &rows[i]);
}

#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void policies_of_all_levels_add_up(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"P roles/logging.logWriter me", LOG, GRANTED, "over"},
        {"P roles/logging.logWriter user:a@b.c", LOG, DENIED, "over"},
        {"P roles/logging.logWriter user:a@b.c me", LOG, GRANTED, "over"},
        {"P roles/run.viewer me", LOG, DENIED, "over"},
        {"P", LOG, DENIED, "over"},
        {"P; F roles/logging.logWriter me", LOG, GRANTED, "hier"},
        {"P; F; O roles/logging.logWriter me", LOG, GRANTED, "hier"},
        {"R roles/artifactregistry.writer me; P", UPLOAD, GRANTED, "hier"},
        {"R; P roles/artifactregistry.writer me", UPLOAD, GRANTED, "hier"},
        {"R roles/artifactregistry.reader me; P roles/artifactregistry.writer me", UPLOAD, GRANTED,
         "hier"},
        // A lower policy cannot take away what a higher one gives.
        {"R roles/artifactregistry.reader me; P; O roles/artifactregistry.admin me", UPLOAD,
         GRANTED, "hier"},
        {"R roles/artifactregistry.reader me; P", UPLOAD, DENIED, "hier"},
        {"P roles/logging.logWriter me; F roles/storage.objectViewer me", LOG " " READ, GRANTED,
         "over"},
        {"P roles/logging.logWriter me; F roles/storage.objectViewer me", LOG " " UPLOAD, DENIED,
         "over"},
        {"P roles/logging.logWriter me; P roles/run.viewer me", LOG " " GET_RUN, GRANTED, "over"},
        {"S roles/run.invoker me; P", INVOKE, GRANTED, "run"},
        {"S roles/run.invoker me; P", CREATE, DENIED, "run"},
        {"S; P roles/run.invoker me", INVOKE, GRANTED, "run"},
        {"P roles/run.developer me", CREATE, GRANTED, "run"},
        {"P roles/run.viewer me", CREATE, DENIED, "run"},
        {"A roles/iam.serviceAccountUser me; P", ACT_AS, GRANTED, "sa"},
        {"A; P roles/iam.serviceAccountUser me", ACT_AS, GRANTED, "sa"},
        {"A roles/iam.serviceAccountTokenCreator me; P", ACT_AS, DENIED, "sa"},
        {"A roles/iam.serviceAccountTokenCreator me; P", "iam.serviceAccounts.getAccessToken",
         GRANTED, "sa"},
        {"R -; P", UPLOAD, DENIED, "hier"},
        {"R -; P roles/artifactregistry.writer me", UPLOAD, GRANTED, "hier"},
    };
    CHECK(rows);
}

static void basic_roles_give_what_they_list(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"P roles/owner me", SET_IAM, GRANTED, "basic"},
        {"P roles/editor me", SET_IAM, DENIED, "basic"},
        {"P roles/editor me", CREATE, GRANTED, "basic"},
        {"P roles/editor me", ACT_AS, GRANTED, "basic"},
        {"P roles/viewer me", GET_RUN, GRANTED, "basic"},
        {"P roles/viewer me", CREATE, DENIED, "basic"},
        {"P roles/viewer me", GET_P, GRANTED, "basic"},
        // Not in the role: it comes by way of the buckets' convenience members.
        {"P roles/editor me", READ, DENIED, "conv"},
        {"P roles/viewer me", READ, DENIED, "conv"},
        {"P roles/browser me", GET_P, GRANTED, "basic"},
        {"P roles/browser me", GET_RUN, DENIED, "basic"},
        {"F roles/editor me; P", LOG, GRANTED, "hier"},
    };
    CHECK(rows);
}

static void members_are_who_they_say(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"P roles/logging.logWriter serviceAccount:123-COMPUTE@developer.gserviceaccount.com", LOG,
         GRANTED, "prin"},
        {"P roles/logging.logWriter user:" EMAIL, LOG, DENIED, "prin"},
        {"P roles/logging.logWriter serviceAccount:456-compute@developer.gserviceaccount.com", LOG,
         DENIED, "prin"},
        {"S roles/run.invoker allUsers; P", INVOKE, GRANTED, "run"},
        {"S roles/run.invoker allAuthenticatedUsers; P", INVOKE, GRANTED, "prin"},
        {"P roles/logging.logWriter group:g@b.c", LOG, UNKNOWN, "prin"},
        {"P roles/logging.logWriter group:g@b.c me", LOG, GRANTED, "prin"},
        {"P roles/run.viewer group:g@b.c", LOG, DENIED, "prin"},
        // A domain holds its people; service accounts are in none.
        {"P roles/logging.logWriter domain:b.c", LOG, DENIED, "prin"},
        {"P roles/logging.logWriter "
         "principal://iam.googleapis.com/projects/-/serviceAccounts/" EMAIL,
         LOG, GRANTED, "prin"},
        {"P roles/logging.logWriter principal://goog/subject/a@b.c", LOG, DENIED, "prin"},
        {"P roles/logging.logWriter "
         "principalSet://cloudresourcemanager.googleapis.com/projects/1/type/ServiceAccount",
         LOG, UNKNOWN, "prin"},
        {"P roles/logging.logWriter principalSet://iam.googleapis.com/projects/1/locations/global/"
         "workloadIdentityPools/x/*",
         LOG, DENIED, "prin"},
        {"P roles/logging.logWriter principal://iam.googleapis.com/locations/global/workforcePools/"
         "x/subject/y",
         LOG, DENIED, "prin"},
        {"P roles/logging.logWriter somethingNew:x", LOG, UNKNOWN, "blind"},
    };
    CHECK(rows);
    static const struct row people[] = {
        {"P roles/logging.logWriter domain:b.c", LOG, UNKNOWN, "prin"},
        {"P roles/logging.logWriter user:A@B.C", LOG, GRANTED, "prin"},
        {"P roles/logging.logWriter principal://goog/subject/a@b.c", LOG, GRANTED, "prin"},
        {"P roles/logging.logWriter serviceAccount:a@b.c", LOG, DENIED, "prin"},
        {"S roles/run.invoker allUsers; P", INVOKE, GRANTED, "run"},
    };
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        check_row("user:a@b.c", &people[i]);
    static const struct row everybody[] = {
        {"S roles/run.invoker allUsers; P", INVOKE, GRANTED, "run"},
        {"S roles/run.invoker allAuthenticatedUsers; P", INVOKE, DENIED, "run"},
        {"S roles/run.invoker group:g@b.c; P", INVOKE, DENIED, "run"},
    };
    for (size_t i = 0; i < sizeof everybody / sizeof *everybody; i++)
        check_row("allUsers", &everybody[i]);
}

static void the_deleted_hold_nothing(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"P roles/logging.logWriter deleted:" ME "?uid=123", LOG, DENIED, "del"},
        {"P roles/owner deleted:" ME "?uid=123", SET_IAM, DENIED, "del"},
        // Made again under the same name, and granted again
        {"P roles/logging.logWriter deleted:" ME "?uid=123 me", LOG, GRANTED, "del"},
        {"P roles/logging.logWriter deleted:user:a@b.c?uid=1", LOG, DENIED, "del"},
        {"P roles/logging.logWriter deleted:group:g@b.c?uid=1", LOG, DENIED, "del"},
        {"P; F roles/logging.logWriter deleted:" ME "?uid=1; O roles/logging.logWriter me", LOG,
         GRANTED, "del"},
        {"P roles/logging.logWriter deleted:principal://iam.googleapis.com/projects/-/"
         "serviceAccounts/" EMAIL,
         LOG, DENIED, "del"},
    };
    CHECK(rows);
}

static void custom_roles_give_what_they_list(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"role projects/p/roles/x = " LOG " " UPLOAD "; P projects/p/roles/x me", LOG, GRANTED,
         "cust"},
        {"role projects/p/roles/x = " UPLOAD "; P projects/p/roles/x me", LOG, DENIED, "cust"},
        {"role projects/p/roles/x = ; P projects/p/roles/x me", LOG, DENIED, "cust"},
        {"role organizations/1/roles/y = " LOG "; P; O organizations/1/roles/y me", LOG, GRANTED,
         "cust"},
        {"role organizations/1/roles/y = " LOG "; P organizations/1/roles/y me", LOG, GRANTED,
         "cust"},
        // Disabled, and deleted but still in the policy: the binding has no effect.
        {"role projects/p/roles/x dead = " LOG "; P projects/p/roles/x me", LOG, DENIED, "cust"},
        {"role projects/p/roles/x dead = ; P projects/p/roles/x me", LOG, DENIED, "cust"},
        {"role projects/p/roles/x hidden = ; P projects/p/roles/x me", LOG, UNKNOWN, "blind"},
        {"P projects/p/roles/nobody-read-it me", LOG, UNKNOWN, "blind"},
        {"role projects/p/roles/x hidden = ; P projects/p/roles/x user:a@b.c", LOG, DENIED,
         "blind"},
        {"role projects/p/roles/x hidden = ; P projects/p/roles/x me; P roles/logging.logWriter me",
         LOG, GRANTED, "cust"},
        {"role projects/p/roles/x dead = " LOG "; P projects/p/roles/x me; F roles/editor me", LOG,
         GRANTED, "cust"},
        {"role projects/p/roles/x = " LOG "; role projects/p/roles/y = " READ
         "; P projects/p/roles/x me; P projects/p/roles/y me",
         LOG " " READ, GRANTED, "cust"},
        {"role projects/p/roles/x = " LOG "; P projects/p/roles/x group:g@b.c", LOG, UNKNOWN,
         "cust"},
        {"P roles/not.inTheData me", LOG, UNKNOWN, "blind"},
        {"role roles/not.inTheData = " LOG "; P roles/not.inTheData me", LOG, GRANTED, "cust"},
        {"P roles/logging.logWriter me", "bigquery.jobs.create", UNKNOWN, "blind"},
    };
    CHECK(rows);
}

static void conditions_limit_in_time(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"P roles/editor me ? request.time < timestamp('2027-07-01T00:00:00.000Z')", LOG, GRANTED,
         "temp"},
        {"P roles/editor me ? request.time < timestamp('2020-07-01T00:00:00.000Z')", LOG, DENIED,
         "temp"},
        {"P roles/editor me ? request.time > timestamp('2027-01-01T00:00:00Z')", LOG, DENIED,
         "temp"},
        {"P roles/editor me ? request.time > timestamp('2026-11-01T00:00:00Z') && "
         "request.time < timestamp('2026-12-01T00:00:00Z')",
         LOG, GRANTED, "temp"},
        {"P roles/editor me ? request.time.getHours('Europe/Berlin') >= 9 && "
         "request.time.getHours('Europe/Berlin') <= 17",
         LOG, DENIED, "temp"},
        {"P roles/editor me ? request.time.getHours('Asia/Tokyo') >= 9 && "
         "request.time.getHours('Asia/Tokyo') <= 17 && "
         "request.time.getDayOfWeek('Asia/Tokyo') >= 1 && "
         "request.time.getDayOfWeek('Asia/Tokyo') <= 5",
         LOG, GRANTED, "temp"},
        {"P roles/editor me ? request.time < timestamp('2020-01-01T00:00:00Z'); "
         "P roles/logging.logWriter me",
         LOG, GRANTED, "cond"},
        {"P roles/editor me ? request.time < timestamp('2020-01-01T00:00:00Z'); "
         "F roles/editor me ? request.time < timestamp('2030-01-01T00:00:00Z')",
         LOG, GRANTED, "cond"},
        {"P roles/logging.logWriter group:g@b.c ? request.time < timestamp('2020-01-01T00:00:00Z')",
         LOG, DENIED, "temp"},
        {"P roles/logging.logWriter group:g@b.c ? request.time < timestamp('2030-01-01T00:00:00Z')",
         LOG, UNKNOWN, "temp"},
        {"P roles/editor user:a@b.c ? request.time < timestamp('2030-01-01T00:00:00Z')", LOG,
         DENIED, "temp"},
        {"P roles/run.viewer me ? true", LOG, DENIED, "cond"},
        {"P roles/editor me ? request.time < timestamp('soon')", LOG, DENIED, "cel"},
        {"P roles/editor me ? request.time.getHours('Mars/Base') < 24", LOG, DENIED, "cel"},
        {"P roles/editor me ? true || request.time < timestamp('soon')", LOG, GRANTED, "cel"},
        {"P roles/editor me ? request.time << 1", LOG, UNKNOWN, "blind"},
    };
    CHECK(rows);
}

static void conditions_limit_by_resource(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"B; P roles/storage.objectViewer me ? "
         "resource.name.startsWith('projects/_/buckets/b/')",
         READ, GRANTED, "scond"},
        {"B; P roles/storage.objectViewer me ? "
         "resource.name.startsWith('projects/_/buckets/other')",
         READ, DENIED, "scond"},
        {"B; P roles/storage.objectViewer me ? "
         "resource.name.startsWith('projects/_/buckets/b/objects/public/')",
         READ, UNKNOWN, "scond"},
        {"B; P roles/storage.objectViewer me ? resource.type == 'storage.googleapis.com/Object'",
         READ, GRANTED, "res"},
        {"B; P roles/storage.objectViewer me ? resource.type == 'storage.googleapis.com/Bucket'",
         READ, DENIED, "res"},
        {"B; P roles/storage.admin me ? resource.type == 'storage.googleapis.com/Bucket' && "
         "resource.name == 'projects/_/buckets/b'",
         "storage.buckets.get", GRANTED, "res"},
        {"B; P roles/storage.admin me ? resource.service == 'storage.googleapis.com'",
         "storage.buckets.get", GRANTED, "res"},
        {"B; P roles/storage.admin me ? resource.service == 'compute.googleapis.com'",
         "storage.buckets.get", DENIED, "res"},
        {"B; P roles/storage.admin me ? resource.type != 'storage.googleapis.com/Bucket'",
         "storage.buckets.get", DENIED, "rba"},
        {"P roles/owner me ? resource.type == 'cloudresourcemanager.googleapis.com/Project'", GET_P,
         GRANTED, "res"},
        {"P roles/owner me ? resource.service == 'storage.googleapis.com'", SET_IAM, DENIED, "res"},
        // Cloud Run and Artifact Registry are not among the services with resource attributes.
        {"P roles/run.admin me ? resource.type == 'run.googleapis.com/Service'", CREATE, UNKNOWN,
         "res"},
        {"R; P roles/artifactregistry.writer me ? resource.name.startsWith('projects/p/')", UPLOAD,
         UNKNOWN, "res"},
        {"P roles/run.admin me ? resource.matchTag('123/env', 'prod')", CREATE, UNKNOWN, "tags"},
        {"P roles/run.admin me ? resource.matchTagId('tagKeys/1', 'tagValues/2')", CREATE, UNKNOWN,
         "tags"},
        {"P roles/run.admin me ? resource.hasTagKey('123/env') && false", CREATE, DENIED, "cel"},
        {"P roles/run.admin me ? 'accessPolicies/1/accessLevels/x' in request.auth.access_levels",
         CREATE, UNKNOWN, "attr"},
        {"P roles/owner me ? api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', [])"
         ".hasOnly(['roles/run.viewer'])",
         SET_IAM, UNKNOWN, "attr"},
    };
    CHECK(rows);
}

static void deny_rules_come_first(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"P roles/owner me; deny everyone run.googleapis.com/services.create", CREATE, DENIED,
         "deny"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.create", GET_RUN, GRANTED,
         "deny"},
        {"P; O roles/owner me; deny me run.googleapis.com/services.create", CREATE, DENIED, "deny"},
        {"S roles/run.admin me; P; deny me run.googleapis.com/services.create", CREATE, DENIED,
         "deny"},
        {"P; deny me run.googleapis.com/services.get", CREATE, DENIED, "deny"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.create except me", CREATE,
         GRANTED, "deny"},
        {"P; deny everyone run.googleapis.com/services.create except me", CREATE, DENIED, "deny"},
        {"P roles/owner me; deny principal://goog/subject/a@b.c run.googleapis.com/services.create",
         CREATE, GRANTED, "deny"},
        {"P roles/owner me; deny principalSet://goog/group/g@b.c "
         "run.googleapis.com/services.create",
         CREATE, UNKNOWN, "deny"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.create except "
         "principalSet://goog/group/g@b.c",
         CREATE, UNKNOWN, "deny"},
        // Whoever is excepted by one rule may be denied by another.
        {"P roles/owner me; deny everyone run.googleapis.com/services.create except me; "
         "deny me run.googleapis.com/services.create",
         CREATE, DENIED, "deny"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.*", CREATE, DENIED, "dref"},
        {"P roles/owner me; deny everyone run.googleapis.com/*.*", INVOKE, DENIED, "dref"},
        {"P roles/owner me; deny everyone run.googleapis.com/*.*", LOG, GRANTED, "dref"},
        {"P roles/owner me; deny everyone run.googleapis.com/*.get", CREATE, GRANTED, "dref"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.* spare "
         "run.googleapis.com/services.create",
         CREATE, GRANTED, "deny"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.* spare "
         "run.googleapis.com/services.create",
         GET_RUN, DENIED, "deny"},
        {"P roles/owner me; deny everyone "
         "cloudresourcemanager.googleapis.com/projects.setIamPolicy",
         SET_IAM, DENIED, "dref"},
        {"P roles/owner me; deny everyone iam.googleapis.com/serviceAccounts.actAs", ACT_AS, DENIED,
         "dref"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.create", CREATE " " LOG,
         DENIED, "deny"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.create ? "
         "resource.matchTag('1/env', 'prod')",
         CREATE, UNKNOWN, "deny"},
        {"P roles/owner me; deny everyone run.googleapis.com/services.create ? "
         "!resource.matchTag('1/env', 'test') && false",
         CREATE, GRANTED, "deny"},
        {"P; deny everyone run.googleapis.com/services.create ? resource.matchTag('1/env', 'prod')",
         CREATE, DENIED, "deny"},
        {"P roles/owner me; deny !", CREATE, UNKNOWN, "blind"},
        {"P; deny !", CREATE, DENIED, "blind"},
        {"P roles/owner me; deny !; deny me run.googleapis.com/services.get", LOG, UNKNOWN,
         "blind"},
        {"P roles/run.admin group:g@b.c; deny me run.googleapis.com/services.create", CREATE,
         DENIED, "deny"},
        {"P roles/owner me ? request.time < timestamp('2027-01-01T00:00:00Z'); "
         "deny everyone run.googleapis.com/services.create",
         CREATE, DENIED, "deny"},
    };
    CHECK(rows);
}

static void convenience_members_stand_for_basic_roles(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"B roles/storage.legacyObjectOwner projectEditor:p; P roles/editor me", READ, GRANTED,
         "conv"},
        {"B roles/storage.legacyObjectReader projectViewer:p; P roles/viewer me", READ, GRANTED,
         "conv"},
        {"B roles/storage.legacyObjectOwner projectOwner:p; P roles/owner me", READ, GRANTED,
         "conv"},
        {"B roles/storage.legacyObjectOwner projectOwner:p; P roles/editor me", READ, DENIED,
         "conv"},
        {"B roles/storage.legacyObjectReader projectViewer:p; P roles/editor me", READ, DENIED,
         "conv"},
        {"B roles/storage.legacyObjectOwner projectEditor:p; P roles/editor user:a@b.c", READ,
         DENIED, "conv"},
        {"B roles/storage.legacyObjectOwner projectEditor:p; P roles/editor group:g@b.c", READ,
         UNKNOWN, "conv"},
        {"B roles/storage.legacyObjectOwner projectEditor:other; P roles/editor me", READ, UNKNOWN,
         "conv"},
        {"B roles/storage.legacyBucketOwner projectEditor:p; P roles/editor me", LIST, GRANTED,
         "conv"},
        {"B roles/storage.legacyBucketOwner projectEditor:p; P roles/editor me", READ, DENIED,
         "conv"},
        {"B roles/storage.legacyObjectOwner projectEditor:p; P !", READ, UNKNOWN, "blind"},
        {"B roles/storage.legacyObjectOwner projectEditor:p; "
         "P roles/editor me ? request.time < timestamp('2020-01-01T00:00:00Z')",
         READ, DENIED, "conv"},
        {"B roles/storage.legacyObjectOwner projectEditor:p; P roles/editor deleted:" ME "?uid=1",
         READ, DENIED, "conv"},
        // Elsewhere than on buckets they are nobody.
        {"R roles/artifactregistry.writer projectViewer:p; P roles/viewer me", UPLOAD, DENIED,
         "conv"},
        {"B roles/storage.legacyObjectOwner projectEditor:p; P roles/editor me; "
         "deny everyone storage.googleapis.com/objects.get",
         READ, DENIED, "deny"},
    };
    CHECK(rows);
}

static void what_cannot_be_seen_stays_open(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"P !", LOG, UNKNOWN, "blind"},
        {"P; F !", LOG, UNKNOWN, "blind"},
        {"P; F; O !", LOG, UNKNOWN, "blind"},
        {"P roles/logging.logWriter me; F !; O !", LOG, GRANTED, "hier"},
        {"R !; P", UPLOAD, UNKNOWN, "blind"},
        {"R !; P roles/artifactregistry.writer me", UPLOAD, GRANTED, "hier"},
        {"P roles/logging.logWriter me; F !", LOG " " UPLOAD, UNKNOWN, "blind"},
        {"P !; deny me logging.googleapis.com/logEntries.create", LOG, DENIED, "deny"},
        {"P !; F roles/editor me", LOG, GRANTED, "hier"},
    };
    CHECK(rows);
}

static int load_roles(void **state)
{
    (void)state;
    roles = rr_roles_load(&lasting);
    return 0;
}

static int unload_roles(void **state)
{
    (void)state;
    rr_arena_free(&lasting);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policies_of_all_levels_add_up),
        cmocka_unit_test(basic_roles_give_what_they_list),
        cmocka_unit_test(members_are_who_they_say),
        cmocka_unit_test(the_deleted_hold_nothing),
        cmocka_unit_test(custom_roles_give_what_they_list),
        cmocka_unit_test(conditions_limit_in_time),
        cmocka_unit_test(conditions_limit_by_resource),
        cmocka_unit_test(deny_rules_come_first),
        cmocka_unit_test(convenience_members_stand_for_basic_roles),
        cmocka_unit_test(what_cannot_be_seen_stays_open),
    };
    return cmocka_run_group_tests_name("access by the book", tests, load_roles, unload_roles);
}
