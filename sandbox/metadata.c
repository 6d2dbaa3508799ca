/* The metadata server, so that a machine inside Google Cloud can be rehearsed. */
#include "config.h"

#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/sign_in.h"

/* Without its header the metadata server answers nobody. */
static bool is_asked_rightly(struct sb_call *call)
{
    if (!call->wants_metadata)
        sb_page(call, 403, "text/html; charset=UTF-8", "Missing Metadata-Flavor:Google header.\n");
    call->reply.metadata_flavor = true;
    return call->wants_metadata;
}

void sb_metadata_token(struct sb_call *call)
{
    if (is_asked_rightly(call))
        sb_ok(call, sb_token_json(call));
}

static void answer_text(struct sb_call *call, const char *text)
{
    if (is_asked_rightly(call))
        sb_page(call, 200, "application/text", text);
}

void sb_metadata_email(struct sb_call *call)
{
    answer_text(call, rr_str_after_last(call->world->caller, ':'));
}

static const struct sb_node *default_project(const struct sb_call *call)
{
    return sb_world_project(call->world,
                            sb_text(sb_get(call->world->scenario, "defaults"), "project"));
}

void sb_metadata_project(struct sb_call *call)
{
    const struct sb_node *project = default_project(call);
    answer_text(call, project != NULL ? sb_project_id(project) : "");
}

void sb_metadata_number(struct sb_call *call)
{
    const struct sb_node *project = default_project(call);
    answer_text(call, project != NULL ? sb_project_number(project) : "");
}
