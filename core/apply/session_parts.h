/* What other files of core/apply need of a session's inside. */
#ifndef RR_APPLY_SESSION_PARTS_H
#define RR_APPLY_SESSION_PARTS_H

#include "core/auth/auth.h"
#include "core/gcp/call.h"
#include "runready/session.h"

struct rr_session_parts {
    struct rr_auth *auth;
    struct rr_caller *caller;
    const struct rr_gcloud_config *gcloud;
};

/* Borrowed from the session. */
struct rr_session_parts rr_session_parts(const struct rr_session *session);

#endif
