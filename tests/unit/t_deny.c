#include "config.h"

#include "core/policy/deny.h"
#include "tests/support/unit.h"

#define SA  "serviceAccount:b@p.iam.gserviceaccount.com"
#define SA2 "principal://iam.googleapis.com/projects/-/serviceAccounts/b@p.iam.gserviceaccount.com"

static struct rr_names one(const char *const *item)
{
    return (struct rr_names){item, *item != NULL ? 1 : 0};
}

// IAM v2 DenyRule.denied_permissions: SERVICE_FQDN/RESOURCE.ACTION, and groups with "*"
static void names_permissions_as_google_does(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *permission;
        bool is_named;
    } cases[] = {
        {"run.googleapis.com/services.create", "run.services.create", true},
        {"run.googleapis.com/services.create", "run.services.get", false},
        {"run.googleapis.com/services.*", "run.services.get", true},
        {"run.googleapis.com/services.*", "run.servicesx.get", false},
        {"run.googleapis.com/*.get", "run.services.get", true},
        {"run.googleapis.com/*.get", "run.services.getIamPolicy", false},
        {"run.googleapis.com/*.*", "run.services.get", true},
        {"run.googleapis.com/*.*", "runx.services.get", false},
        {"run.example.com/*.*", "run.services.get", false},
        {"storage.googleapis.com/objects.get", "storage.objects.get", true},
        {"cloudresourcemanager.googleapis.com/projects.setIamPolicy",
         "resourcemanager.projects.setIamPolicy", true},
        {"run.services.create", "run.services.create", true},
        {"*", "run.services.create", false},
        {"", "run.services.create", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rr_names names = one(&cases[i].name);
        if (rr_deny_names_permission(&names, cases[i].permission) != cases[i].is_named)
            fail_msg("%s names %s", cases[i].name, cases[i].permission);
    }
}

static void takes_from_whom_it_names_and_does_not_except(void **state)
{
    (void)state;
    static const char *const permission = "storage.googleapis.com/objects.get";
    static const struct {
        const char *principal;
        const char *except;
        const char *except_permission;
        enum rr_match takes;
    } cases[] = {
        {"principalSet://goog/public:all", NULL, NULL, RR_MATCH_YES},
        {SA2, NULL, NULL, RR_MATCH_YES},
        {"principalSet://goog/public:all", SA2, NULL, RR_MATCH_NO},
        {"principalSet://goog/public:all", "principalSet://goog/group/g@b.c", NULL, RR_MATCH_MAYBE},
        {"principalSet://goog/group/g@b.c", NULL, NULL, RR_MATCH_MAYBE},
        {"principalSet://goog/group/g@b.c", SA2, NULL, RR_MATCH_NO},
        {"principal://goog/subject/a@b.c", NULL, NULL, RR_MATCH_NO},
        {"principalSet://goog/public:all", NULL, "storage.googleapis.com/objects.*", RR_MATCH_NO},
        {"principalSet://goog/public:all", NULL, "storage.googleapis.com/objects.list",
         RR_MATCH_YES},
        {NULL, NULL, NULL, RR_MATCH_NO},
    };
    const struct rr_member member = rr_member_parse(SA);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct rr_deny_rule rule = {.principals = one(&cases[i].principal),
                                          .except_principals = one(&cases[i].except),
                                          .permissions = one(&permission),
                                          .except_permissions = one(&cases[i].except_permission)};
        if (rr_deny_rule_takes(&rule, &member, "storage.objects.get") != cases[i].takes)
            fail_msg("case %zu", i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_permissions_as_google_does),
        cmocka_unit_test(takes_from_whom_it_names_and_does_not_except),
    };
    return cmocka_run_group_tests_name("deny", tests, NULL, NULL);
}
