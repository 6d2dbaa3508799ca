#include "config.h"

#include <string.h>

#include "core/policy/member.h"
#include "tests/support/unit.h"

#define SA "serviceAccount:b@p.iam.gserviceaccount.com"

// gcp-apis 3.4
static void knows_the_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum rr_member_kind kind;
        const char *value;
    } cases[] = {
        {"user:a@b.c", RR_MEMBER_USER, "a@b.c"},
        {"group:g@b.c", RR_MEMBER_GROUP, "g@b.c"},
        {SA, RR_MEMBER_SERVICE_ACCOUNT, "b@p.iam.gserviceaccount.com"},
        {"serviceAccount:p.svc.id.goog[ns/n]", RR_MEMBER_SERVICE_ACCOUNT, "p.svc.id.goog[ns/n]"},
        {"domain:b.c", RR_MEMBER_DOMAIN, "b.c"},
        {"allUsers", RR_MEMBER_ALL_USERS, ""},
        {"allAuthenticatedUsers", RR_MEMBER_ALL_AUTHENTICATED, ""},
        {"projectOwner:p", RR_MEMBER_PROJECT_OWNER, "p"},
        {"projectEditor:p", RR_MEMBER_PROJECT_EDITOR, "p"},
        {"projectViewer:p", RR_MEMBER_PROJECT_VIEWER, "p"},
        {"principal://iam.googleapis.com/x", RR_MEMBER_PRINCIPAL, "iam.googleapis.com/x"},
        {"principalSet://iam.googleapis.com/x", RR_MEMBER_PRINCIPAL_SET, "iam.googleapis.com/x"},
        {"principalHierarchy:x", RR_MEMBER_PRINCIPAL_SET, "x"},
        {"deleted:user:a@b.c?uid=1", RR_MEMBER_DELETED, "user:a@b.c?uid=1"},
        {"User:a@b.c", RR_MEMBER_OTHER, "User:a@b.c"},
        {"allusers", RR_MEMBER_OTHER, "allusers"},
        {"allUsers ", RR_MEMBER_OTHER, "allUsers "},
        {"user", RR_MEMBER_OTHER, "user"},
        {"", RR_MEMBER_OTHER, ""},
        {"user:", RR_MEMBER_USER, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *value = NULL;
        assert_int_equal(rr_member_kind(cases[i].text, &value), cases[i].kind);
        assert_string_equal(value, cases[i].value);
        assert_int_equal(rr_member_kind(cases[i].text, NULL), cases[i].kind);
    }
}

// gcp-apis 3.4, 16.19: values without case, principal:// byte for byte
static void compares(void **state)
{
    (void)state;
    assert_true(rr_member_eq("user:A@B.c", "user:a@b.C"));
    assert_true(rr_member_eq("serviceAccount:X@Y", "serviceAccount:x@y"));
    assert_true(rr_member_eq("domain:B.C", "domain:b.c"));
    assert_false(rr_member_eq("user:a@b.c", "serviceAccount:a@b.c"));
    assert_false(rr_member_eq("User:a@b.c", "user:a@b.c"));
    assert_false(rr_member_eq("principal://x/A", "principal://x/a"));
    assert_true(rr_member_eq("principal://x/A", "principal://x/A"));
    assert_false(rr_member_eq("principalSet://x", "principalHierarchy:x"));
    assert_false(rr_member_eq("user:a@b.c", "user:a@b.cc"));
    assert_true(rr_member_eq("allUsers", "allUsers"));
    assert_false(rr_member_eq("allUsers", "allAuthenticatedUsers"));
    assert_true(rr_member_eq("deleted:user:A@b?uid=1", "deleted:user:a@b?uid=1"));
    assert_false(rr_member_eq("deleted:user:a@b?uid=1", "deleted:user:a@b?uid=2"));
    assert_false(rr_member_eq("deleted:user:a@b?uid=1", "deleted:group:a@b?uid=1"));
    assert_false(rr_member_eq("deleted:user:a@b?uid=1", "user:a@b?uid=1"));
}

static void matches(void **state)
{
    (void)state;
    static const struct {
        const char *holder;
        const char *member;
        enum rr_match match;
    } cases[] = {
        {SA, "serviceAccount:B@p.iam.gserviceaccount.com", RR_MATCH_YES},
        {"serviceAccount:other@p", SA, RR_MATCH_NO},
        {"user:b@p.iam.gserviceaccount.com", SA, RR_MATCH_NO},
        {"allUsers", SA, RR_MATCH_YES},
        {"allAuthenticatedUsers", SA, RR_MATCH_YES},
        {"allAuthenticatedUsers", "user:a@b.c", RR_MATCH_YES},
        {"group:g@b.c", SA, RR_MATCH_MAYBE},
        {"group:g@b.c", "user:a@b.c", RR_MATCH_MAYBE},
        {"domain:b.c", "user:a@b.c", RR_MATCH_MAYBE},
        {"domain:p.iam.gserviceaccount.com", SA, RR_MATCH_NO},
        {"principalSet://cloudresourcemanager.googleapis.com/projects/1", SA, RR_MATCH_MAYBE},
        {"principalHierarchy:x", SA, RR_MATCH_MAYBE},
        {"principal://iam.googleapis.com/locations/global/workforcePools/w/subject/s", SA,
         RR_MATCH_NO},
        {"principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/w/*",
         SA, RR_MATCH_NO},
        {"principalSet://goog/public:all", SA, RR_MATCH_YES},
        {"principalSet://goog/group/g@b.c", SA, RR_MATCH_MAYBE},
        {"principal://goog/subject/a@b.c", "user:a@b.c", RR_MATCH_YES},
        {"principal://goog/subject/A@b.c", "user:a@b.c", RR_MATCH_MAYBE},
        {"principal://goog/subject/x@b.c", "user:a@b.c", RR_MATCH_NO},
        {"principal://goog/subject/b@p.iam.gserviceaccount.com", SA, RR_MATCH_MAYBE},
        {"principal://iam.googleapis.com/projects/-/serviceAccounts/b@p.iam.gserviceaccount.com",
         SA, RR_MATCH_YES},
        {"principal://iam.googleapis.com/projects/-/serviceAccounts/B@p.iam.gserviceaccount.com",
         SA, RR_MATCH_MAYBE},
        {"principal://iam.googleapis.com/projects/1/serviceAccounts/b@p.iam.gserviceaccount.com",
         SA, RR_MATCH_YES},
        {"principal://iam.googleapis.com/projects/-/serviceAccounts/c@p.iam.gserviceaccount.com",
         SA, RR_MATCH_NO},
        {"principal://iam.googleapis.com/projects/-/serviceAccounts/104211", SA, RR_MATCH_MAYBE},
        {"principal://iam.googleapis.com/projects/-/serviceAccounts/a@b.c", "user:a@b.c",
         RR_MATCH_NO},
        {"principal://something/else", SA, RR_MATCH_MAYBE},
        {"principal://x/a", "principal://x/a", RR_MATCH_YES},
        {"principal://x/a", "principal://x/A", RR_MATCH_NO},
        {"somethingNew:x", SA, RR_MATCH_MAYBE},
        {"projectEditor:p", SA, RR_MATCH_NO},
        {"deleted:" SA "?uid=1", SA, RR_MATCH_NO},
        {"deleted:group:g@b.c?uid=1", SA, RR_MATCH_NO},
        // Everybody as the one who asks: only everybody has what everybody has.
        {"allUsers", "allUsers", RR_MATCH_YES},
        {"principalSet://goog/public:all", "allUsers", RR_MATCH_YES},
        {"allAuthenticatedUsers", "allUsers", RR_MATCH_NO},
        {"allUsers", "allAuthenticatedUsers", RR_MATCH_YES},
        {"group:g@b.c", "allUsers", RR_MATCH_NO},
        {"somethingNew:x", "allUsers", RR_MATCH_NO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (rr_member_match(cases[i].holder, cases[i].member) != cases[i].match)
            fail_msg("%s against %s", cases[i].holder, cases[i].member);
}

static void sees_the_dead(void **state)
{
    (void)state;
    assert_true(rr_member_was("deleted:" SA "?uid=1", SA));
    assert_true(rr_member_was("deleted:serviceAccount:B@P.iam.gserviceaccount.com?uid=1", SA));
    assert_true(rr_member_was("deleted:" SA, SA));
    assert_false(rr_member_was(SA, SA));
    assert_false(rr_member_was("deleted:" SA ".x?uid=1", SA));
    assert_false(rr_member_was("deleted:user:b@p.iam.gserviceaccount.com?uid=1", SA));
    assert_false(rr_member_was("deleted:", SA));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_forms),
        cmocka_unit_test(compares),
        cmocka_unit_test(matches),
        cmocka_unit_test(sees_the_dead),
    };
    return cmocka_run_group_tests_name("member", tests, NULL, NULL);
}
