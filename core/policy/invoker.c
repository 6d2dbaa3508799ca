/* Names that follow from other names; see the header. */
#include "config.h"

#include "core/policy/invoker.h"

#include <stdbool.h>
#include <string.h>

enum { DNS_LABEL_MAX = 63 };

const char *rr_invoker_email(struct rr_arena *arena, const char *project_id)
{
    const char *colon = strchr(project_id, ':');
    if (colon == NULL)
        return rr_arena_printf(arena, RR_INVOKER_ID "@%s.iam.gserviceaccount.com", project_id);
    return rr_arena_printf(arena, RR_INVOKER_ID "@%s.%.*s.iam.gserviceaccount.com", colon + 1,
                           (int)(colon - project_id), project_id);
}

const char *
rr_service_agent(struct rr_arena *arena, const char *project_number, const char *service)
{
    return rr_arena_printf(arena, "service-%s@gcp-sa-%s.iam.gserviceaccount.com", project_number,
                           service);
}

const char *rr_service_url(struct rr_arena *arena,
                           const char *service,
                           const char *project_number,
                           const char *region)
{
    bool is_known = *service != '\0' && *project_number != '\0' && *region != '\0';
    if (!is_known || strlen(service) + 1 + strlen(project_number) > DNS_LABEL_MAX)
        return "";
    return rr_arena_printf(arena, "https://%s-%s.%s.run.app", service, project_number, region);
}

const char *rr_url_base(struct rr_arena *arena, const char *url)
{
    const char *host = strstr(url, "://");
    host = host != NULL ? host + 3 : url;
    return rr_arena_strn(arena, url, (size_t)(host - url) + strcspn(host, "/?#"));
}
