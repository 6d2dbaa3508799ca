/* The journal's lines as text, without the newline. Pure; the caller frees what it gets (rr_buf_free). */
#ifndef RR_APPLY_JOURNAL_JSON_H
#define RR_APPLY_JOURNAL_JSON_H

#include "core/apply/journal.h"
#include "core/util/buf.h"

void rr_journal_line_run(struct rr_buf *out,
                         const char *at,
                         const char *run,
                         const struct rr_journal_head *head);
void rr_journal_line_resume(struct rr_buf *out, const char *at);
void rr_journal_line_intended(struct rr_buf *out,
                              const char *at,
                              const struct rr_step *step,
                              const struct rr_step_binding *before,
                              size_t n_before);
void rr_journal_line_sent(struct rr_buf *out,
                          const char *at,
                          const struct rr_step *step,
                          const struct rr_journal_sent *sent);
void rr_journal_line_outcome(struct rr_buf *out,
                             const char *at,
                             const struct rr_step_result *result,
                             const char *etag);
void rr_journal_line_end(struct rr_buf *out, const char *at, const struct rr_run_result *result);

#endif
