/* Paths of resources; see the header. */
#include "config.h"

#include "core/gcp/resource.h"

#include "core/util/buf.h"

const char *rr_resource_path(struct rr_arena *arena,
                             const char *prefix,
                             const char *resource,
                             const char *suffix)
{
    RR_BUF_AUTO path = {0};
    rr_buf_add(&path, prefix);
    rr_buf_add_url(&path, resource, "/@:");
    rr_buf_add(&path, suffix);
    return rr_arena_str(arena, rr_buf_text(&path));
}
