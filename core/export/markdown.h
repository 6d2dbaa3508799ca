/* Text in Markdown (CommonMark 0.31 with GitHub's extensions), so that data stays data. */
#ifndef RR_EXPORT_MARKDOWN_H
#define RR_EXPORT_MARKDOWN_H

#include "core/util/buf.h"

/* `text` as plain words on one line: no emphasis, link, image, HTML, table or heading comes of it. */
void rr_buf_add_md(struct rr_buf *out, const char *text);

/* `text` as a code span of one line, whatever backticks it holds. */
void rr_buf_add_md_code(struct rr_buf *out, const char *text);

/* `text` (lines) as a fenced block of `language`, whatever fences it holds. */
void rr_buf_add_md_block(struct rr_buf *out, const char *language, const char *text);

#endif
