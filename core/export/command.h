/*
 * A step as gcloud commands: what does it, what shows that it took, what takes it back. POSIX shell
 * text with every value quoted; each command may run twice.
 */
#ifndef RR_EXPORT_COMMAND_H
#define RR_EXPORT_COMMAND_H

#include "core/util/buf.h"
#include "runready/plan.h"

enum rr_command {
    RR_COMMAND_DO,
    RR_COMMAND_VERIFY, // prints something, and ends with 0, when the step took
    RR_COMMAND_UNDO    // only what the step added
};

/* Adds the command, of one or several lines, and a newline. */
void rr_buf_add_command(struct rr_buf *out,
                        const struct rr_plan *plan,
                        const struct rr_step *step,
                        enum rr_command what);

/* Adds `text` as a comment of one line, harmless on a terminal. */
void rr_buf_add_comment(struct rr_buf *out, const char *text);

#endif
