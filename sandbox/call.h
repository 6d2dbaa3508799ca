/* One request while it is served, and its answer. Everything lives in the call's arena. */
#ifndef RR_SANDBOX_CALL_H
#define RR_SANDBOX_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "runready/api.h"
#include "runready/arena.h"
#include "sandbox/tree.h"
#include "sandbox/world.h"

struct sb_route;

enum { SB_PAIRS_MAX = 160 };

struct sb_pair {
    const char *name;
    const char *value;
};

struct sb_reply {
    int status;
    sb_tree *json;            // owned; NULL = `text`
    const char *text;         // used when json is NULL
    const char *content_type; // NULL = JSON
    const char *location;     // of a redirect; NULL = none
    bool metadata_flavor;     // the metadata server's mark
};

struct sb_call {
    struct rr_arena arena;
    struct sb_world *world;
    int64_t now; // wall ms
    const char *method;
    const char *host;       // of an absolute-form target, else the Host header; "" if none
    const char *path;       // still percent-encoded
    const char *query_text; // after '?', "" if none
    struct sb_pair query[SB_PAIRS_MAX];
    size_t n_query;
    const char *authorization; // "" if none
    const char *user_project;  // X-Goog-User-Project, "" if none
    bool wants_metadata;       // Metadata-Flavor: Google was sent
    const char *raw;           // request body
    size_t raw_len;
    sb_tree *body; // owned; NULL when empty or not JSON
    const struct sb_route *route;
    struct sb_pair vars[8]; // of the path template, decoded
    size_t n_vars;
    struct sb_node *project; // NULL for calls on folders and organisations
    struct sb_node *node;    // the resource the path names; NULL when it does not exist
    const char *node_name;   // its name, whether or not it exists
    struct sb_reply reply;
    bool wrote_policy; // for the fault "stale"
    bool meddle;
    bool remove; // the fault "writer": somebody else writes first
};

/* Splits "http://host/path?query" or "/path?query" into the call. False for too many parameters. */
bool sb_call_target(struct sb_call *call, const char *target);

const char *sb_var(const struct sb_call *call, const char *name); // "" if none
const char *sb_query(const struct sb_call *call,
                     const char *name); // first of that name, "" if none
const char *sb_decoded(struct rr_arena *arena, const char *text, size_t n);

/* Answers. `json` is taken. */
void sb_ok(struct sb_call *call, sb_tree *json);
void sb_page(struct sb_call *call, int status, const char *content_type, const char *text);

/* Ends a call and frees what it owns. */
void sb_call_free(struct sb_call *call);

#endif
