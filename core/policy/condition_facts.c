/*
 * What conditions may know about the resource that a permission is used on.
 * Source: IAM, "Resource attributes for IAM Conditions" (cloud.google.com/iam/docs/conditions-resource-attributes):
 * services that are not on its list (Cloud Run, Artifact Registry, Cloud Build, IAM itself, ...) do not
 * recognise the attributes. What they come to there is nowhere said, so it is not known.
 */
#include "config.h"

#include <string.h>

#include "core/policy/condition.h"
#include "core/util/str.h"

enum name_rule {
    NAME_UNKNOWN,
    NAME_BUCKET,      // projects/_/buckets/B
    NAME_BELOW_BUCKET // projects/_/buckets/B/objects/O
};

struct attributes {
    const char *permissions; // how they begin
    const char *service;
    const char *type; // NULL = not known
    enum name_rule name;
};

// The first row that fits.
static const struct attributes table[] = {
    // To list or make buckets is asked of the project; what the attributes are then is not said.
    {"storage.buckets.create", "storage.googleapis.com", NULL, NAME_UNKNOWN},
    {"storage.buckets.list", "storage.googleapis.com", NULL, NAME_UNKNOWN},
    {"storage.buckets.", "storage.googleapis.com", "storage.googleapis.com/Bucket", NAME_BUCKET},
    // Objects are listed in a bucket: Cloud Storage, "IAM Conditions".
    {"storage.objects.list", "storage.googleapis.com", NULL, NAME_UNKNOWN},
    {"storage.objects.", "storage.googleapis.com", "storage.googleapis.com/Object",
     NAME_BELOW_BUCKET},
    {"storage.", "storage.googleapis.com", NULL, NAME_UNKNOWN},
    // Projects have a type and a service, but no name in conditions.
    {"resourcemanager.projects.create", "cloudresourcemanager.googleapis.com", NULL, NAME_UNKNOWN},
    {"resourcemanager.projects.list", "cloudresourcemanager.googleapis.com", NULL, NAME_UNKNOWN},
    {"resourcemanager.projects.", "cloudresourcemanager.googleapis.com",
     "cloudresourcemanager.googleapis.com/Project", NAME_UNKNOWN},
    {"secretmanager.versions.", "secretmanager.googleapis.com",
     "secretmanager.googleapis.com/SecretVersion", NAME_UNKNOWN},
};

static const struct attributes *find_attributes(const char *permission)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (rr_str_has_prefix(permission, table[i].permissions))
            return &table[i];
    return NULL;
}

static void set_name(struct rr_condition_facts *facts,
                     enum name_rule rule,
                     const char *bucket,
                     struct rr_arena *arena)
{
    if (rule == NAME_UNKNOWN)
        return;
    // Without a bucket it is one of those in the project.
    bool is_below = rule == NAME_BELOW_BUCKET;
    facts->is_name_a_prefix = bucket == NULL || is_below;
    facts->resource_name = bucket == NULL ? "projects/_/buckets/"
                                          : rr_arena_printf(arena, "projects/_/buckets/%s%s",
                                                            bucket, is_below ? "/objects/" : "");
}

struct rr_condition_facts rr_condition_facts_of(const char *resource,
                                                bool is_bucket,
                                                const char *permission,
                                                struct rr_arena *arena)
{
    struct rr_condition_facts facts = {0};
    const struct attributes *attributes = find_attributes(permission);
    if (attributes == NULL)
        return facts;
    facts.resource_service = attributes->service;
    facts.resource_type = attributes->type;
    bool is_named = is_bucket && !rr_str_is_empty(resource);
    set_name(&facts, attributes->name, is_named ? rr_str_after_last(resource, '/') : NULL, arena);
    return facts;
}
