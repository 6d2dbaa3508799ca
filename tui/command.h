/* The deploy as a gcloud command, exactly as it is to be typed. */
#ifndef RR_TUI_COMMAND_H
#define RR_TUI_COMMAND_H

#include "core/util/buf.h"
#include "runready/context.h"

/* One argument a line, each but the last ended by " \"; every value quoted for a shell. */
void command_deploy(const struct rr_context *context, struct rr_buf *out);

/* How to call what was deployed, to be tried once it is there. */
void command_call(const struct rr_context *context, struct rr_buf *out);

#endif
