/* What deny rules name; see the header. Whether their conditions hold is access's business. */
#include "config.h"

#include "core/policy/deny.h"

#include <string.h>

#include "core/util/str.h"

/* The names of a service's host in deny rules that differ from the permission's first word. */
static const char *const other_hosts[][2] = {
    {"resourcemanager", "cloudresourcemanager"},
    {"billing", "cloudbilling"},
    {"source", "sourcerepo"},
};

static bool is_host_of(const char *host, size_t n_host, const char *service, size_t n_service)
{
    if (n_host == n_service && strncmp(host, service, n_host) == 0)
        return true;
    for (size_t i = 0; i < sizeof other_hosts / sizeof *other_hosts; i++)
        if (strlen(other_hosts[i][0]) == n_service &&
            strncmp(other_hosts[i][0], service, n_service) == 0 &&
            strlen(other_hosts[i][1]) == n_host && strncmp(other_hosts[i][1], host, n_host) == 0)
            return true;
    return false;
}

/* "*" stands for any text, dots included. */
static bool fits(const char *pattern, const char *text)
{
    const char *star = NULL;
    const char *from = NULL;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            from = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static bool is_named(const char *name, const char *permission)
{
    static const char suffix[] = ".googleapis.com/";
    const char *slash = strchr(name, '/');
    size_t n_service = strcspn(permission, ".");
    if (slash == NULL || permission[n_service] == '\0')
        return strcmp(name, permission) == 0;
    size_t n_suffix = sizeof suffix - 1;
    size_t n_name = (size_t)(slash + 1 - name);
    if (n_name <= n_suffix || strncmp(slash + 1 - n_suffix, suffix, n_suffix) != 0)
        return false;
    return is_host_of(name, n_name - n_suffix, permission, n_service) &&
           fits(slash + 1, permission + n_service + 1);
}

bool rr_deny_names_permission(const struct rr_names *names, const char *permission)
{
    for (size_t i = 0; i < names->n; i++)
        if (is_named(names->items[i], permission))
            return true;
    return false;
}

enum rr_match rr_deny_names_member(const struct rr_names *names, const struct rr_member *member)
{
    enum rr_match best = RR_MATCH_NO;
    for (size_t i = 0; i < names->n; i++) {
        struct rr_member holder = rr_member_parse(names->items[i]);
        enum rr_match match = rr_member_match_parsed(&holder, member);
        if (match == RR_MATCH_YES)
            return match;
        if (match == RR_MATCH_MAYBE)
            best = match;
    }
    return best;
}

enum rr_match rr_deny_rule_takes(const struct rr_deny_rule *rule,
                                 const struct rr_member *member,
                                 const char *permission)
{
    if (!rr_deny_names_permission(&rule->permissions, permission) ||
        rr_deny_names_permission(&rule->except_permissions, permission))
        return RR_MATCH_NO;
    enum rr_match named = rr_deny_names_member(&rule->principals, member);
    enum rr_match excepted = rr_deny_names_member(&rule->except_principals, member);
    if (named == RR_MATCH_NO || excepted == RR_MATCH_YES)
        return RR_MATCH_NO;
    return named == RR_MATCH_YES && excepted == RR_MATCH_NO ? RR_MATCH_YES : RR_MATCH_MAYBE;
}
