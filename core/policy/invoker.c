/* Names that follow from other names; see the header. */
#include "config.h"

#include "core/policy/invoker.h"

#include <stdbool.h>
#include <string.h>

enum { DNS_LABEL_MAX = 63 };

static const char *account_email(struct rr_arena *arena, const char *id, const char *project_id)
{
    const char *colon = strchr(project_id, ':');
    if (colon == NULL)
        return rr_arena_printf(arena, "%s@%s.iam.gserviceaccount.com", id, project_id);
    return rr_arena_printf(arena, "%s@%s.%.*s.iam.gserviceaccount.com", id, colon + 1,
                           (int)(colon - project_id), project_id);
}

const char *rr_invoker_email(struct rr_arena *arena, const char *project_id)
{
    return account_email(arena, RR_INVOKER_ID, project_id);
}

const char *rr_builder_email(struct rr_arena *arena, const char *project_id)
{
    return account_email(arena, RR_BUILDER_ID, project_id);
}

const char *rr_account_title(const char *email)
{
    static const char builder[] = RR_BUILDER_ID "@";
    return strncmp(email, builder, sizeof builder - 1) == 0 ? RR_BUILDER_TITLE : RR_INVOKER_TITLE;
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
