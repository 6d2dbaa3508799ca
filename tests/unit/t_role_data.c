/* The role data are well formed and hold what the rest relies on; what they mean is tested in core/policy. */
#include "config.h"

#include <string.h>

#include "core/util/role_data.h"
#include "core/util/str.h"
#include "tests/support/unit.h"

static const char *data(void)
{
    return (const char *)rr_role_data;
}

static size_t count_fields(const char *line, const char *end)
{
    size_t n = 1;
    for (; line < end; line++)
        n += *line == '\t';
    return n;
}

static void has_a_date_and_services(void **state)
{
    (void)state;
    const char *date = strstr(data(), "\ndate\t20");
    assert_non_null(date);
    assert_int_equal(date[strlen("\ndate\t2026-08-22")], '\n');
    assert_non_null(strstr(data(), "\nservices\t"));
}

static void is_sorted_and_has_four_fields(void **state)
{
    (void)state;
    char last[200] = "";
    size_t n_roles = 0;
    for (const char *line = data(); *line != '\0';) {
        const char *end = strchr(line, '\n');
        assert_non_null(end);
        if (rr_str_has_prefix(line, "roles/")) {
            char name[200];
            size_t n = strcspn(line, "\t");
            assert_true(n < sizeof name);
            memcpy(name, line, n);
            name[n] = '\0';
            assert_true(strcmp(last, name) < 0);
            assert_int_equal(count_fields(line, end), 4);
            memcpy(last, name, n + 1);
            n_roles++;
        }
        line = end + 1;
    }
    assert_true(n_roles > 100);
}

static void permits(const char *role, const char *type, const char *verb)
{
    char start[200];
    snprintf(start, sizeof start, "\n%s\t", role);
    const char *line = strstr(data(), start);
    if (line == NULL)
        fail_msg("no %s", role);
    const char *end = strchr(line + 1, '\n');
    snprintf(start, sizeof start, "%s:", type);
    const char *group = strstr(line, start);
    assert_true(group != NULL && group < end);
    const char *group_end = group + strcspn(group, " \n");
    const char *found = strstr(group, verb);
    if (found == NULL || found >= group_end)
        fail_msg("%s lacks %s%s", role, start, verb);
}

static void knows_the_roles_of_the_guide(void **state)
{
    (void)state;
    permits("roles/run.invoker", "run.routes", "invoke");
    permits("roles/run.admin", "run.services", "setIamPolicy");
    permits("roles/run.builder", "artifactregistry.repositories", "uploadArtifacts");
    permits("roles/artifactregistry.writer", "artifactregistry.repositories", "uploadArtifacts");
    permits("roles/iam.serviceAccountUser", "iam.serviceAccounts", "actAs");
    permits("roles/logging.logWriter", "logging.logEntries", "create");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_a_date_and_services),
        cmocka_unit_test(is_sorted_and_has_four_fields),
        cmocka_unit_test(knows_the_roles_of_the_guide),
    };
    return cmocka_run_group_tests_name("role data", tests, NULL, NULL);
}
