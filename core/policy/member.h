/*
 * Members of IAM bindings ("user:a@b.c", "deleted:serviceAccount:x@y?uid=1", "allUsers", ...).
 * Source: gcp-apis "Members"; IAM v1 Policy message, field Binding.members.
 */
#ifndef RR_POLICY_MEMBER_H
#define RR_POLICY_MEMBER_H

#include <stdbool.h>
#include <stddef.h>

enum rr_member_kind {
    RR_MEMBER_USER,
    RR_MEMBER_GROUP,
    RR_MEMBER_SERVICE_ACCOUNT,
    RR_MEMBER_DOMAIN,
    RR_MEMBER_ALL_USERS,
    RR_MEMBER_ALL_AUTHENTICATED,
    RR_MEMBER_PROJECT_OWNER, // projectOwner:P, bucket policies
    RR_MEMBER_PROJECT_EDITOR,
    RR_MEMBER_PROJECT_VIEWER,
    RR_MEMBER_PRINCIPAL,     // principal://...
    RR_MEMBER_PRINCIPAL_SET, // principalSet://..., principalHierarchy:...
    RR_MEMBER_DELETED,       // deleted:...: a dead grant, never counts
    RR_MEMBER_OTHER          // a form this program does not know; kept, never matched
};

/*
 * Kind of a member text, and where its value begins (inside `text`; `value` may be NULL). The value
 * of `allUsers` is "", that of a form which is not known is the whole text.
 */
enum rr_member_kind rr_member_kind(const char *text, const char **value);

/*
 * The same member? The prefix and principal:// forms are compared byte for byte, the value of
 * user:, group:, serviceAccount: and domain: without case.
 */
bool rr_member_eq(const char *a, const char *b);

enum rr_match { RR_MATCH_NO, RR_MATCH_YES, RR_MATCH_MAYBE };

/*
 * Does the binding member `holder` include the principal `member` ("serviceAccount:..." or
 * "user:...")? MAYBE for groups, domains, principal sets and forms that are not known: they may hold it.
 * Convenience members (projectEditor:P, ...) are not decided here: NO; see access.
 */
enum rr_match rr_member_match(const char *holder, const char *member);

/* A member text looked at once, to be matched many times. */
struct rr_member {
    const char *text;
    const char *value;
    enum rr_member_kind kind;
};

struct rr_member rr_member_parse(const char *text);

/* As rr_member_match. */
enum rr_match rr_member_match_parsed(const struct rr_member *holder,
                                     const struct rr_member *member);

/* Is `holder` the dead form of `member` ("deleted:serviceAccount:x@y?uid=1" of "serviceAccount:x@y")? */
bool rr_member_was(const char *holder, const char *member);

/* Which of Google's own accounts an e-mail is, if any. Source: gcp-apis 2.2. */
enum rr_account_form {
    RR_ACCOUNT_COMPUTE_DEFAULT, // N-compute@developer.gserviceaccount.com
    RR_ACCOUNT_LEGACY_BUILD,    // N@cloudbuild.gserviceaccount.com
    RR_ACCOUNT_OTHER
};

enum rr_account_form rr_account_form(const char *email);

#endif
