/*
 * An organisation in one line, for tables of cases. Statements with ";" between:
 *
 *     P roles/editor me                     a binding: level, role, member
 *     F roles/viewer group:g@b.c ? EXPR     ... under a condition
 *     F !                                   a level that cannot be read;  B -   one that does not exist
 *     role projects/p/roles/x = a.b.c d.e.f a custom role;  "dead", "hidden" before "=" as well
 *     deny WHO PERMISSION                   a deny rule; more words: except WHO, spare PERMISSION, ? EXPR
 *     deny !                                deny policies that cannot be read
 *
 * Levels: B bucket b, R repository, S service, A service account, P project p, F folder, O organisation. The
 * resource comes first, if there is one. "me" is the member who is asked about, "everyone" all principals.
 */
#ifndef RR_TESTS_ORGANISATION_H
#define RR_TESTS_ORGANISATION_H

#include <string.h>

#include "core/policy/access.h"
#include "tests/support/unit.h"

enum { ORGANISATION_MAX = 8 };

struct organisation {
    struct rr_arena arena;
    const char *me;
    struct rr_level levels[ORGANISATION_MAX];
    struct rr_policy policies[ORGANISATION_MAX];
    struct rr_binding bindings[ORGANISATION_MAX][ORGANISATION_MAX];
    size_t n_levels;
    struct rr_live_role live[ORGANISATION_MAX];
    size_t n_live;
    struct rr_deny_rule rules[ORGANISATION_MAX];
    struct rr_deny_policy deny_policy;
    struct rr_deny_level deny_level;
    size_t n_denies;
};

/* The next word of *at, or NULL; "" is never one. */
static inline const char *organisation_word(struct organisation *organisation, const char **at)
{
    *at += strspn(*at, " ");
    size_t n = strcspn(*at, " ");
    const char *word = n > 0 ? rr_arena_strn(&organisation->arena, *at, n) : NULL;
    *at += n;
    return word;
}

static inline size_t organisation_level(struct organisation *organisation, char letter)
{
    static const struct {
        char letter;
        enum rr_level_kind kind;
        const char *resource;
    } rows[] = {
        {'B', RR_LEVEL_RESOURCE, "projects/_/buckets/b"},
        {'R', RR_LEVEL_RESOURCE, "projects/p/locations/l/repositories/r"},
        {'S', RR_LEVEL_RESOURCE, "projects/p/locations/l/services/s"},
        {'A', RR_LEVEL_RESOURCE, "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"},
        {'P', RR_LEVEL_PROJECT, "projects/p"},
        {'F', RR_LEVEL_FOLDER, "folders/1"},
        {'O', RR_LEVEL_ORGANIZATION, "organizations/1"},
    };
    size_t row = 0;
    while (row < sizeof rows / sizeof *rows && rows[row].letter != letter)
        row++;
    if (row == sizeof rows / sizeof *rows)
        fail_msg("no such level: %c", letter);
    for (size_t i = 0; i < organisation->n_levels; i++)
        if (strcmp(organisation->levels[i].resource, rows[row].resource) == 0)
            return i;
    size_t i = organisation->n_levels++;
    organisation->policies[i] =
        (struct rr_policy){.version = 3, .bindings = organisation->bindings[i]};
    organisation->levels[i] = (struct rr_level){.kind = rows[row].kind,
                                                .resource = rows[row].resource,
                                                .title = rows[row].resource,
                                                .policy = &organisation->policies[i],
                                                .is_bucket = letter == 'B'};
    return i;
}

/* What follows " ? ", cut off from the statement. */
static inline const char *organisation_condition(struct organisation *organisation,
                                                 const char **statement)
{
    const char *mark = strstr(*statement, " ? ");
    if (mark == NULL)
        return "";
    *statement = rr_arena_strn(&organisation->arena, *statement, (size_t)(mark - *statement));
    return mark + 3;
}

static inline void organisation_binding(struct organisation *organisation, const char *statement)
{
    const char *condition = organisation_condition(organisation, &statement);
    const char *letter = organisation_word(organisation, &statement);
    size_t i = organisation_level(organisation, *letter);
    const char *role = organisation_word(organisation, &statement);
    if (role == NULL) // a level without bindings
        return;
    const char **members = rr_arena_array(&organisation->arena, ORGANISATION_MAX, sizeof *members);
    size_t n = 0;
    for (const char *word; (word = organisation_word(organisation, &statement)) != NULL;)
        members[n++] = strcmp(word, "me") == 0 ? organisation->me : word;
    if (*role == '!' || *role == '-') {
        organisation->levels[i].policy = NULL;
        organisation->levels[i].is_absent = *role == '-';
        return;
    }
    organisation->bindings[i][organisation->policies[i].n_bindings++] =
        (struct rr_binding){role, members, n, {"", "", condition}};
}

static inline void organisation_role(struct organisation *organisation, const char *statement)
{
    organisation_word(organisation, &statement); // "role"
    const char **list = rr_arena_array(&organisation->arena, ORGANISATION_MAX, sizeof *list);
    struct rr_live_role role = {
        organisation_word(organisation, &statement), "", list, 0, true, false};
    for (const char *word; (word = organisation_word(organisation, &statement)) != NULL;) {
        if (strcmp(word, "dead") == 0)
            role.is_dead = true;
        else if (strcmp(word, "hidden") == 0)
            role.is_known = false;
        else if (*word != '=')
            list[role.n_permissions++] = word;
    }
    organisation->live[organisation->n_live++] = role;
}

static inline void
add_name(struct organisation *organisation, struct rr_names *names, const char *name)
{
    const char **items = rr_arena_array(&organisation->arena, names->n + 1, sizeof *items);
    for (size_t i = 0; i < names->n; i++)
        items[i] = names->items[i];
    items[names->n] =
        strcmp(name, "everyone") == 0 ? "principalSet://goog/public:all"
        : strcmp(name, "me") == 0
            ? rr_arena_printf(&organisation->arena, "principal://iam.googleapis.com/projects/-/%s",
                              rr_arena_printf(&organisation->arena, "serviceAccounts/%s",
                                              strchr(organisation->me, ':') + 1))
            : name;
    names->items = items;
    names->n++;
}

static inline void organisation_deny(struct organisation *organisation, const char *statement)
{
    const char *condition = organisation_condition(organisation, &statement);
    organisation_word(organisation, &statement); // "deny"
    const char *who = organisation_word(organisation, &statement);
    organisation->n_denies = 1;
    organisation->deny_level.is_known &= *who != '!';
    if (*who == '!')
        return;
    struct rr_deny_rule rule = {.condition = {"", "", condition}};
    add_name(organisation, &rule.principals, who);
    add_name(organisation, &rule.permissions, organisation_word(organisation, &statement));
    for (const char *word; (word = organisation_word(organisation, &statement)) != NULL;) {
        bool is_person = strcmp(word, "except") == 0;
        add_name(organisation, is_person ? &rule.except_principals : &rule.except_permissions,
                 organisation_word(organisation, &statement));
    }
    organisation->rules[organisation->deny_policy.n_rules++] = rule;
}

static inline void organisation_statement(struct organisation *organisation, const char *statement)
{
    if (strncmp(statement, "role ", 5) == 0)
        organisation_role(organisation, statement);
    else if (strncmp(statement, "deny ", 5) == 0)
        organisation_deny(organisation, statement);
    else if (*statement != '\0')
        organisation_binding(organisation, statement);
}

/* `organisation` is zeroed and stays where it is; free its arena at the end. */
static inline void
organisation_make(struct organisation *organisation, const char *me, const char *text)
{
    organisation->me = me;
    organisation->deny_policy =
        (struct rr_deny_policy){"policies/x", "x", organisation->rules, 0, true};
    organisation->deny_level = (struct rr_deny_level){
        "projects/p", "the project", &organisation->deny_policy, 1, true, false};
    while (*text != '\0') {
        text += strspn(text, " ;");
        size_t n = strcspn(text, ";");
        size_t n_kept = n;
        while (n_kept > 0 && text[n_kept - 1] == ' ')
            n_kept--;
        organisation_statement(organisation, rr_arena_strn(&organisation->arena, text, n_kept));
        text += n;
    }
}

/* Without permissions. It points into the organisation. */
static inline struct rr_question organisation_question(const struct organisation *organisation,
                                                       const struct rr_roles *roles,
                                                       int64_t now_s)
{
    return (struct rr_question){.member = organisation->me,
                                .levels = organisation->levels,
                                .n_levels = organisation->n_levels,
                                .roles = roles,
                                .live = organisation->live,
                                .n_live = organisation->n_live,
                                .now_s = now_s,
                                .denies = &organisation->deny_level,
                                .n_denies = organisation->n_denies};
}

/* `permissions`: words with blanks between. */
static inline struct rr_answer organisation_ask(struct organisation *organisation,
                                                const struct rr_roles *roles,
                                                const char *permissions,
                                                int64_t now_s)
{
    const char **list = rr_arena_array(&organisation->arena, ORGANISATION_MAX, sizeof *list);
    size_t n = 0;
    for (const char *word; (word = organisation_word(organisation, &permissions)) != NULL;)
        list[n++] = word;
    struct rr_question question = organisation_question(organisation, roles, now_s);
    question.permissions = list;
    question.n_permissions = n;
    return rr_access(&question, &organisation->arena);
}

#endif
