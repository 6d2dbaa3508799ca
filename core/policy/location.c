/*
 * gcp.resourceLocations: does a list of locations let a region in? Value groups are Google's and
 * change; those whose name does not tell what is in them are left open.
 * Source: cloud.google.com/resource-manager/docs/organization-policy/defining-locations.
 */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "core/policy/constraint.h"
#include "core/util/str.h"

enum fit { FIT_NO, FIT_YES, FIT_MAYBE };

/* "asia-northeast1": a region ends in a digit, a group or a multi-region does not. */
static bool looks_like_region(const char *text, size_t n)
{
    return n > 0 && memchr(text, '-', n) != NULL && isdigit((unsigned char)text[n - 1]);
}

static bool is_continent(const char *text, size_t n)
{
    static const char *const continents[] = {"africa",       "asia",         "australia", "europe",
                                             "northamerica", "southamerica", "us"};
    for (size_t i = 0; i < sizeof continents / sizeof *continents; i++)
        if (strlen(continents[i]) == n && memcmp(continents[i], text, n) == 0)
            return true;
    return false;
}

/* "in:GROUP-locations", with `group` of `n` bytes. */
static enum fit fit_group(const char *group, size_t n, const char *region)
{
    bool begins = strncmp(region, group, n) == 0;
    if (looks_like_region(group, n))
        return begins && region[n] == '\0' ? FIT_YES : FIT_NO;
    if (!is_continent(group, n))
        return FIT_MAYBE;
    if (begins && region[n] == '-')
        return FIT_YES;
    // Left open: a continent that is not in the list (me-), and whether northamerica holds us-.
    size_t n_own = strcspn(region, "-");
    bool is_nested = strncmp(group, "northamerica", n) == 0 && strncmp(region, "us-", 3) == 0;
    return is_continent(region, n_own) && !is_nested ? FIT_NO : FIT_MAYBE;
}

static enum fit fit_value(const char *value, const char *region)
{
    static const char suffix[] = "-locations";
    if (rr_str_has_prefix(value, "in:")) {
        value += 3;
        return rr_str_has_suffix(value, suffix)
                   ? fit_group(value, strlen(value) - (sizeof suffix - 1), region)
                   : FIT_MAYBE;
    }
    if (rr_str_has_prefix(value, "is:"))
        value += 3;
    // Without "in:", a location means itself only: "asia" does not let asia-northeast1 in.
    if (strchr(value, ':') != NULL || rr_str_has_suffix(value, suffix))
        return FIT_MAYBE;
    return rr_str_eq(value, region) ? FIT_YES : FIT_NO;
}

static enum fit fit_list(const char *const *values, size_t n, const char *region)
{
    enum fit best = FIT_NO;
    for (size_t i = 0; i < n; i++) {
        enum fit fit = fit_value(values[i], region);
        if (fit == FIT_YES)
            return fit;
        if (fit == FIT_MAYBE)
            best = fit;
    }
    return best;
}

/* What one rule says by itself; several rules all have to agree. */
static enum fit fit_rule(const struct rr_constraint_rule *rule, const char *region)
{
    if (rule->deny_all)
        return FIT_NO;
    if (rule->allow_all || !rule->has_values)
        return FIT_YES;
    enum fit allowed =
        rule->n_allowed > 0 ? fit_list(rule->allowed, rule->n_allowed, region) : FIT_YES;
    enum fit denied = fit_list(rule->denied, rule->n_denied, region);
    if (denied == FIT_YES || allowed == FIT_NO)
        return FIT_NO;
    return denied == FIT_MAYBE || allowed == FIT_MAYBE ? FIT_MAYBE : FIT_YES;
}

bool rr_effective_allows_region(const struct rr_effective *effective,
                                const char *region,
                                bool *is_sure)
{
    enum fit worst = FIT_YES;
    for (size_t i = 0; i < effective->n_rules && worst != FIT_NO; i++) {
        enum fit fit = fit_rule(&effective->rules[i], region);
        if (fit != FIT_YES)
            worst = fit;
    }
    *is_sure = worst != FIT_MAYBE;
    return worst != FIT_NO;
}
