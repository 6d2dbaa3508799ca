/*
 * The state of the stand-in: resources in a tree, each with a body and an allow policy, and the
 * long-running operations. One lock, held by whoever serves a request, guards all of it.
 */
#ifndef RR_SANDBOX_WORLD_H
#define RR_SANDBOX_WORLD_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "runready/arena.h"

struct sb_roles;

enum sb_kind {
    SB_NOTHING,
    SB_ORGANIZATION,
    SB_FOLDER,
    SB_PROJECT,
    SB_ACCOUNT,
    SB_REPOSITORY,
    SB_SERVICE,
    SB_JOB,     // of Cloud Scheduler
    SB_RUN_JOB, // of Cloud Run
    SB_BUCKET,
};

/* A resource. `name` is what its API calls it: "projects/P/locations/L/repositories/R", "buckets/B". */
struct sb_node {
    enum sb_kind kind;
    const char *name;
    struct sb_node *parent;       // NULL for an organisation, or a project without one
    struct json_object *body;     // as the API shows it (Run services: v2)
    struct json_object *policy;   // bindings and auditConfigs; NULL = never written
    struct json_object *previous; // the policy before the last write, for stale reads
    struct json_object *extra;    // what no single API shows: enabled services, constraints, ...
    char etag[24];                // of the policy
    char previous_etag[24];
    int stale_reads;    // reads that still show `previous`
    int64_t visible_at; // wall ms; before that it is being created
    int64_t ready_at;   // wall ms; before that it is reconciling
    bool gone;
};

struct sb_operation {
    const char *name;
    struct sb_node *project;
    int64_t done_at;              // wall ms
    struct json_object *metadata; // may be NULL
    struct json_object *response; // may be NULL
    struct json_object *error;    // a google.rpc.Status; NULL when it went well
};

struct sb_world {
    struct rr_arena arena; // names and nodes
    struct json_object *scenario;
    const struct sb_roles *roles; // borrowed
    const char *caller;           // "user:you@example.com"
    const char *require_token;    // NULL = any or none
    long operation_ms;
    long account_delay_ms;      // a new account is unknown to policies for so long
    long deny_reads_per_minute; // Google's quota is 5; 0 = none
    long deny_reads;            // since deny_minute
    int64_t deny_minute;        // wall ms / 60000
    struct sb_node **nodes;
    size_t n_nodes, cap_nodes;
    struct sb_operation **operations;
    size_t n_operations, cap_operations;
    struct json_object *codes;   // of sign-ins in the browser, by code: what each was given for
    struct json_object *revoked; // tokens that were given back; both NULL until the first
    uint64_t serial;             // grows with every change; etags and ids come from it
};

/* Adds a resource; owns nothing yet but `name` (copied). Its body starts as {}. */
struct sb_node *
sb_world_add(struct sb_world *world, enum sb_kind kind, const char *name, struct sb_node *parent);

/* The live resource of that exact name, visible at `now`; NULL if none. */
struct sb_node *
sb_world_find(const struct sb_world *world, enum sb_kind kind, const char *name, int64_t now);

/* A project by id or number. */
struct sb_node *sb_world_project(const struct sb_world *world, const char *id_or_number);

/* A service account by email, in any project. */
struct sb_node *sb_world_account(const struct sb_world *world, const char *email, int64_t now);

const char *sb_project_id(const struct sb_node *project);
const char *sb_project_number(const struct sb_node *project);

/* The organisation above a node, or NULL. */
const struct sb_node *sb_node_organization(const struct sb_node *node);

/* A new operation that ends `operation_ms` from now. Takes metadata and response (NULL allowed). */
struct sb_operation *sb_world_operation(struct sb_world *world,
                                        struct sb_node *project,
                                        const char *name,
                                        struct json_object *metadata,
                                        struct json_object *response,
                                        int64_t now);
struct sb_operation *sb_world_find_operation(const struct sb_world *world, const char *name);

/* {name, metadata, done, response | error} as it stands at `now`. Owner: the caller. */
struct json_object *sb_operation_json(const struct sb_operation *operation, int64_t now);

/* Numbers and words that differ each time, drawn from `serial`. */
uint64_t sb_world_draw(struct sb_world *world);
const char *sb_world_unique_id(struct sb_world *world); // 21 digits, as service accounts have

/* The whole state, keys sorted (see sandbox.h, GET /_state). Owner: the caller. */
struct json_object *sb_world_state(const struct sb_world *world, bool iam_only);

void sb_world_free(struct sb_world *world);

#endif
