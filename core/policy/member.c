/*
 * What kind of member a text is, and whether two texts mean the same principal. Knows nothing of
 * roles or levels, and never asks who is inside a group.
 */
#include "config.h"

#include "core/policy/member.h"

#include <string.h>

struct prefix_def {
    const char *text;
    enum rr_member_kind kind;
};

// The commonest first: a policy is read member by member.
static const struct prefix_def prefixes[] = {
    {"serviceAccount:", RR_MEMBER_SERVICE_ACCOUNT},
    {"user:", RR_MEMBER_USER},
    {"group:", RR_MEMBER_GROUP},
    {"deleted:", RR_MEMBER_DELETED},
    {"domain:", RR_MEMBER_DOMAIN},
    {"principal://", RR_MEMBER_PRINCIPAL},
    {"principalSet://", RR_MEMBER_PRINCIPAL_SET},
    {"principalHierarchy:", RR_MEMBER_PRINCIPAL_SET},
    {"projectOwner:", RR_MEMBER_PROJECT_OWNER},
    {"projectEditor:", RR_MEMBER_PROJECT_EDITOR},
    {"projectViewer:", RR_MEMBER_PROJECT_VIEWER},
};

static enum rr_member_kind kind_without_value(const char *text)
{
    if (strcmp(text, "allUsers") == 0)
        return RR_MEMBER_ALL_USERS;
    if (strcmp(text, "allAuthenticatedUsers") == 0)
        return RR_MEMBER_ALL_AUTHENTICATED;
    return RR_MEMBER_OTHER;
}

/* What comes after the prefix, or NULL. */
static const char *after_prefix(const char *text, const char *prefix)
{
    while (*prefix != '\0' && *text == *prefix) {
        text++;
        prefix++;
    }
    return *prefix == '\0' ? text : NULL;
}

enum rr_member_kind rr_member_kind(const char *text, const char **value)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        const char *rest = after_prefix(text, prefixes[i].text);
        if (rest == NULL)
            continue;
        if (value != NULL)
            *value = rest;
        return prefixes[i].kind;
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

/*
 * "principal://iam.googleapis.com/projects/-/serviceAccounts/EMAIL" (or the account's unique id), and
 * "principal://goog/subject/EMAIL" for a person. Such forms are exact, so one that differs only in case
 * is no proof either way.
 */
static enum rr_match match_address(const char *address, const struct rr_member *member)
{
    if (strcmp(address, member->value) == 0)
        return RR_MATCH_YES;
    return eq_without_case(address, member->value) ? RR_MATCH_MAYBE : RR_MATCH_NO;
}

static enum rr_match match_principal(const char *principal, const struct rr_member *member)
{
    if (is_federated(principal) || member->kind == RR_MEMBER_PRINCIPAL)
        return RR_MATCH_NO;
    const char *account = after_prefix(principal, "principal://iam.googleapis.com/projects/");
    account = account != NULL ? strstr(account, "/serviceAccounts/") : NULL;
    if (account != NULL && member->kind != RR_MEMBER_SERVICE_ACCOUNT)
        return RR_MATCH_NO;
    if (account != NULL) {
        account += sizeof "/serviceAccounts/" - 1;
        return strchr(account, '@') != NULL ? match_address(account, member) : RR_MATCH_MAYBE;
    }
    const char *person = after_prefix(principal, "principal://goog/subject/");
    if (person == NULL)
        return RR_MATCH_MAYBE;
    enum rr_match match = match_address(person, member);
    // The form is for people; that an account's address stands in it is odd, not impossible.
    return match == RR_MATCH_YES && member->kind != RR_MEMBER_USER ? RR_MATCH_MAYBE : match;
}

static bool is_public_set(const char *text)
{
    return strcmp(text, "principalSet://goog/public:all") == 0;
}

static enum rr_match match_set(const char *set, const struct rr_member *member)
{
    if (is_public_set(set))
        return RR_MATCH_YES;
    return is_federated(set) && member->kind != RR_MEMBER_PRINCIPAL ? RR_MATCH_NO : RR_MATCH_MAYBE;
}

static enum rr_match match_wider(const struct rr_member *holder, const struct rr_member *member)
{
    switch (holder->kind) {
    case RR_MEMBER_ALL_USERS:
    case RR_MEMBER_ALL_AUTHENTICATED:
        return RR_MATCH_YES;
    case RR_MEMBER_GROUP:
    case RR_MEMBER_OTHER:
        return RR_MATCH_MAYBE;
    case RR_MEMBER_PRINCIPAL_SET:
        return match_set(holder->text, member);
    case RR_MEMBER_DOMAIN:
        return member->kind == RR_MEMBER_SERVICE_ACCOUNT ? RR_MATCH_NO : RR_MATCH_MAYBE;
    case RR_MEMBER_PRINCIPAL:
        return match_principal(holder->text, member);
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

struct rr_member rr_member_parse(const char *text)
{
    struct rr_member member = {.text = text};
    member.kind = rr_member_kind(text, &member.value);
    return member;
}

static bool is_same(const struct rr_member *a, const struct rr_member *b)
{
    return a->kind == b->kind && (ignores_case(a->kind) ? eq_without_case(a->value, b->value)
                                                        : strcmp(a->text, b->text) == 0);
}

enum rr_match rr_member_match_parsed(const struct rr_member *holder, const struct rr_member *member)
{
    // "Everybody" is in nothing but everybody.
    bool holds_all = holder->kind == RR_MEMBER_ALL_USERS || is_public_set(holder->text);
    if (member->kind == RR_MEMBER_ALL_USERS)
        return holds_all ? RR_MATCH_YES : RR_MATCH_NO;
    if (member->kind == RR_MEMBER_ALL_AUTHENTICATED)
        return holds_all || holder->kind == member->kind ? RR_MATCH_YES : RR_MATCH_NO;
    if (holder->kind != RR_MEMBER_DELETED && holder->kind != RR_MEMBER_OTHER &&
        is_same(holder, member))
        return RR_MATCH_YES;
    return match_wider(holder, member);
}

enum rr_match rr_member_match(const char *holder, const char *member)
{
    struct rr_member parsed_holder = rr_member_parse(holder);
    struct rr_member parsed_member = rr_member_parse(member);
    return rr_member_match_parsed(&parsed_holder, &parsed_member);
}

bool rr_member_was(const char *holder, const char *member)
{
    const char *inner = after_prefix(holder, "deleted:");
    if (inner == NULL)
        return false;
    const char *was = NULL;
    const char *value = NULL;
    enum rr_member_kind kind = rr_member_kind(inner, &was);
    if (kind != rr_member_kind(member, &value))
        return false;
    while (*value != '\0' && ascii_lower(*was) == ascii_lower(*value)) {
        was++;
        value++;
    }
    return *value == '\0' && (*was == '\0' || *was == '?');
}

static bool is_number_then(const char *email, const char *rest)
{
    size_t digits = strspn(email, "0123456789");
    return digits > 0 && strcmp(email + digits, rest) == 0;
}

enum rr_account_form rr_account_form(const char *email)
{
    if (is_number_then(email, "-compute@developer.gserviceaccount.com"))
        return RR_ACCOUNT_COMPUTE_DEFAULT;
    if (is_number_then(email, "@cloudbuild.gserviceaccount.com"))
        return RR_ACCOUNT_LEGACY_BUILD;
    return RR_ACCOUNT_OTHER;
}
