/*
 * The smallest grant in random organisations: whatever is proposed closes the gap once it is there, and
 * nothing is proposed where nothing is lacking or no grant helps.
 */
#include "config.h"

#include <string.h>

#include "core/policy/grant.h"
#include "tests/support/organisation.h"
#include "tests/support/unit.h"

#define ME "serviceAccount:123-compute@developer.gserviceaccount.com"

// 2026-11-25T04:05:06Z
enum { NOW = 1795579506 };

static struct rr_arena lasting;
static const struct rr_roles *roles;

/* A generator of our own: the same organisations on every machine. */
static uint32_t random_state;

static uint32_t pick(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % n;
}

#define PICK(list) (list)[pick(sizeof(list) / sizeof((list)[0]))]

static const char *const resources[] = {"B; ", "R; ", "S; ", "A; ", ""};
static const char *const statements[] = {
    "P roles/run.viewer me; ",
    "P roles/logging.logWriter me; ",
    "P roles/editor user:a@b.c; ",
    "P roles/editor deleted:" ME "?uid=1; ",
    "P roles/viewer group:g@b.c; ",
    "P roles/editor me ? request.time < timestamp('2020-01-01T00:00:00Z'); ",
    "P roles/storage.admin me ? resource.matchTag('1/env', 'prod'); ",
    "role projects/p/roles/x dead = run.services.create; P projects/p/roles/x me; ",
    "P projects/p/roles/hidden me; ",
    "F roles/artifactregistry.reader me; ",
    "F !; ",
    "O roles/browser me; ",
    "deny everyone run.googleapis.com/services.delete; ",
    "deny me run.googleapis.com/services.create; ",
    "deny principalSet://goog/group/g@b.c logging.googleapis.com/*.create; ",
};
static const char *const wanted[] = {
    "run.services.create",
    "run.services.get",
    "run.routes.invoke",
    "logging.logEntries.create",
    "storage.objects.get",
    "storage.objects.create storage.objects.get",
    "artifactregistry.repositories.uploadArtifacts",
    "artifactregistry.repositories.downloadArtifacts logging.logEntries.create",
    "iam.serviceAccounts.actAs",
    "run.services.create iam.serviceAccounts.actAs",
    "resourcemanager.projects.setIamPolicy",
};

static const char *random_text(struct rr_arena *arena)
{
    const char *text = rr_arena_printf(arena, "%sP; ", PICK(resources));
    for (uint32_t n = pick(5); n > 0; n--)
        text = rr_arena_printf(arena, "%s%s", text, PICK(statements));
    return text;
}

/* With this role on this level as well. */
static enum rr_truth
ask_with(const char *text, const struct rr_candidate *candidate, const char *permissions)
{
    struct organisation organisation = {0};
    organisation_make(&organisation, ME, text);
    for (size_t i = 0; candidate != NULL && i < organisation.n_levels; i++) {
        if (strcmp(organisation.levels[i].resource, candidate->level->resource) != 0)
            continue;
        static const char *const me[] = {ME};
        organisation.bindings[i][organisation.policies[i].n_bindings++] =
            (struct rr_binding){candidate->role, me, 1, {"", "", ""}};
    }
    enum rr_truth truth = organisation_ask(&organisation, roles, permissions, NOW).truth;
    rr_arena_free(&organisation.arena);
    return truth;
}

static struct rr_candidates find(struct organisation *organisation, const char *permissions)
{
    const char **list = rr_arena_array(&organisation->arena, ORGANISATION_MAX, sizeof *list);
    size_t n = 0;
    for (const char *word; (word = organisation_word(organisation, &permissions)) != NULL;)
        list[n++] = word;
    struct rr_question *question = rr_arena_alloc(&organisation->arena, sizeof *question);
    *question = organisation_question(organisation, roles, NOW);
    const struct rr_standing *standing = rr_standing_make(question, &organisation->arena);
    return rr_grant_candidates(standing, list, n, &organisation->arena);
}

static void what_is_proposed_is_enough(void **state)
{
    (void)state;
    size_t n_proposed = 0;
    for (uint32_t seed = 1; seed <= 400; seed++) {
        random_state = seed;
        struct organisation organisation = {0};
        const char *text = random_text(&organisation.arena);
        const char *permissions = PICK(wanted);
        organisation_make(&organisation, ME, text);
        struct rr_candidates found = find(&organisation, permissions);
        enum rr_truth before = ask_with(text, NULL, permissions);
        assert_true(before != RR_GRANTED_TRUTH || found.n == 0);
        for (size_t i = 0; i < found.n; i++) {
            enum rr_truth after = ask_with(text, &found.items[i], permissions);
            // Where a deny rule may take it, no grant can prove more than that.
            bool may_be_taken = after == RR_UNKNOWN_TRUTH && strstr(text, "deny ") != NULL;
            if (after != RR_GRANTED_TRUTH && !may_be_taken)
                fail_msg("%s: %s on %s does not give %s", text, found.items[i].role,
                         found.items[i].level->resource, permissions);
            assert_true(i == 0 || found.items[i].weight >= found.items[i - 1].weight);
        }
        n_proposed += found.n;
        rr_arena_free(&organisation.arena);
    }
    print_message("# %zu roles proposed\n", n_proposed);
    assert_true(n_proposed > 200);
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
        cmocka_unit_test(what_is_proposed_is_enough),
    };
    return cmocka_run_group_tests_name("smallest grants in random organisations", tests, load_roles,
                                       unload_roles);
}
