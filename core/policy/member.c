/*
 * What kind of member a text is, and whether two texts mean the same principal. Knows nothing of
 * roles or levels, and never asks who is inside a group.
 */
#include "config.h"

#include "core/policy/member.h"

#include <string.h>

#include "core/util/str.h"

struct prefix_def {
    const char *text;
    size_t n;
    enum rr_member_kind kind;
};

#define PREFIX(text, kind)                                                                         \
    {                                                                                              \
        text, sizeof text - 1, kind                                                                \
    }

// The commonest first: a policy is read member by member.
static const struct prefix_def prefixes[] = {
    PREFIX("serviceAccount:", RR_MEMBER_SERVICE_ACCOUNT),
    PREFIX("user:", RR_MEMBER_USER),
    PREFIX("group:", RR_MEMBER_GROUP),
    PREFIX("deleted:", RR_MEMBER_DELETED),
    PREFIX("domain:", RR_MEMBER_DOMAIN),
    PREFIX("principal://", RR_MEMBER_PRINCIPAL),
    PREFIX("principalSet://", RR_MEMBER_PRINCIPAL_SET),
    PREFIX("principalHierarchy:", RR_MEMBER_PRINCIPAL_SET),
    PREFIX("projectOwner:", RR_MEMBER_PROJECT_OWNER),
    PREFIX("projectEditor:", RR_MEMBER_PROJECT_EDITOR),
    PREFIX("projectViewer:", RR_MEMBER_PROJECT_VIEWER),
};

static const char DELETED[] = "deleted:";

static enum rr_member_kind kind_without_value(const char *text)
{
    if (strcmp(text, "allUsers") == 0)
        return RR_MEMBER_ALL_USERS;
    if (strcmp(text, "allAuthenticatedUsers") == 0)
        return RR_MEMBER_ALL_AUTHENTICATED;
    return RR_MEMBER_OTHER;
}

enum rr_member_kind rr_member_kind(const char *text, const char **value)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        const struct prefix_def *prefix = &prefixes[i];
        if (*text != *prefix->text || strncmp(text, prefix->text, prefix->n) != 0)
            continue;
        if (value != NULL)
            *value = text + prefix->n;
        return prefix->kind;
    }
    enum rr_member_kind kind = kind_without_value(text);
    if (value != NULL)
        *value = kind == RR_MEMBER_OTHER ? text : text + strlen(text);
    return kind;
}

// Not tolower(): what two addresses have in common must not depend on the locale.
static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool eq_without_case(const char *a, const char *b)
{
    while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

static bool ignores_case(enum rr_member_kind kind)
{
    return kind == RR_MEMBER_USER || kind == RR_MEMBER_GROUP || kind == RR_MEMBER_SERVICE_ACCOUNT ||
           kind == RR_MEMBER_DOMAIN;
}

bool rr_member_eq(const char *a, const char *b)
{
    const char *value_a = NULL;
    const char *value_b = NULL;
    enum rr_member_kind kind = rr_member_kind(a, &value_a);
    if (kind != rr_member_kind(b, &value_b))
        return false;
    if (kind == RR_MEMBER_DELETED) {
        a = value_a;
        b = value_b;
        kind = rr_member_kind(a, &value_a);
        if (kind != rr_member_kind(b, &value_b))
            return false;
    }
    return ignores_case(kind) ? eq_without_case(value_a, value_b) : strcmp(a, b) == 0;
}

/* Workforce and workload pools hold federated identities only, never a Google account. */
static bool is_federated(const char *principal)
{
    return strstr(principal, "/workforcePools/") != NULL ||
           strstr(principal, "/workloadIdentityPools/") != NULL;
}

static enum rr_match
match_wider(enum rr_member_kind holder_kind, const char *holder, enum rr_member_kind kind)
{
    switch (holder_kind) {
    case RR_MEMBER_ALL_USERS:
    case RR_MEMBER_ALL_AUTHENTICATED:
        return RR_MATCH_YES;
    case RR_MEMBER_GROUP:
    case RR_MEMBER_PRINCIPAL_SET:
    case RR_MEMBER_OTHER:
        return RR_MATCH_MAYBE;
    case RR_MEMBER_DOMAIN:
        return kind == RR_MEMBER_SERVICE_ACCOUNT ? RR_MATCH_NO : RR_MATCH_MAYBE;
    case RR_MEMBER_PRINCIPAL:
        return kind == RR_MEMBER_PRINCIPAL || is_federated(holder) ? RR_MATCH_NO : RR_MATCH_MAYBE;
    case RR_MEMBER_USER:
    case RR_MEMBER_SERVICE_ACCOUNT:
    case RR_MEMBER_PROJECT_OWNER:
    case RR_MEMBER_PROJECT_EDITOR:
    case RR_MEMBER_PROJECT_VIEWER:
    case RR_MEMBER_DELETED:
        return RR_MATCH_NO;
    }
    return RR_MATCH_MAYBE;
}

enum rr_match rr_member_match(const char *holder, const char *member)
{
    const char *held = NULL;
    const char *value = NULL;
    enum rr_member_kind holder_kind = rr_member_kind(holder, &held);
    if (holder_kind == RR_MEMBER_DELETED)
        return RR_MATCH_NO;
    enum rr_member_kind kind = rr_member_kind(member, &value);
    // "Everybody" is in nothing but everybody.
    if (kind == RR_MEMBER_ALL_USERS)
        return holder_kind == RR_MEMBER_ALL_USERS ? RR_MATCH_YES : RR_MATCH_NO;
    if (kind == RR_MEMBER_ALL_AUTHENTICATED)
        return holder_kind == RR_MEMBER_ALL_USERS || holder_kind == kind ? RR_MATCH_YES
                                                                         : RR_MATCH_NO;
    if (holder_kind == kind && kind != RR_MEMBER_OTHER &&
        (ignores_case(kind) ? eq_without_case(held, value) : strcmp(holder, member) == 0))
        return RR_MATCH_YES;
    return match_wider(holder_kind, holder, kind);
}

bool rr_member_was(const char *holder, const char *member)
{
    if (!rr_str_has_prefix(holder, DELETED))
        return false;
    const char *was = NULL;
    const char *value = NULL;
    enum rr_member_kind kind = rr_member_kind(holder + sizeof DELETED - 1, &was);
    if (kind != rr_member_kind(member, &value))
        return false;
    while (*value != '\0' && ascii_lower(*was) == ascii_lower(*value)) {
        was++;
        value++;
    }
    return *value == '\0' && (*was == '\0' || *was == '?');
}
