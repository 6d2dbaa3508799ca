/* Text in Markdown; see the header. Pure. */
#include "config.h"

#include "core/export/markdown.h"

#include <stdbool.h>
#include <string.h>

#include "core/util/utf8.h"

/* CommonMark 2.4: a backslash takes the meaning from any ASCII punctuation. */
static bool has_meaning(char c)
{
    return c != '\0' && strchr("\\`*_{}[]<>#|~&$", c) != NULL;
}

void rr_buf_add_md(struct rr_buf *out, const char *text)
{
    RR_BUF_AUTO visible = {0};
    rr_buf_add_visible(&visible, text);
    for (const char *at = rr_buf_text(&visible); *at != '\0'; at++) {
        // GitHub makes links of bare addresses and mentions of names.
        bool is_link = strncmp(at, "://", 3) == 0;
        bool is_www = strncmp(at, "www.", 4) == 0;
        if (has_meaning(*at) || is_link)
            rr_buf_addc(out, '\\');
        rr_buf_addc(out, *at);
        if (is_www) {
            rr_buf_add(out, "ww\\.");
            at += 3;
        }
    }
}

static size_t longest_run(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        size_t n = strspn(text, "`");
        longest = n > longest ? n : longest;
        text += n > 0 ? n : 1;
    }
    return longest;
}

static void add_backticks(struct rr_buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        rr_buf_addc(out, '`');
}

/* CommonMark 6.1: closed by a run of the same length; one blank inside each end is taken off again. */
void rr_buf_add_md_code(struct rr_buf *out, const char *text)
{
    RR_BUF_AUTO visible = {0};
    rr_buf_add_visible(&visible, *text != '\0' ? text : " ");
    const char *shown = rr_buf_text(&visible);
    size_t n = longest_run(shown) + 1;
    bool is_padded = *shown == '`' || *shown == ' ' || shown[strlen(shown) - 1] == '`' ||
                     shown[strlen(shown) - 1] == ' ';
    add_backticks(out, n);
    rr_buf_add(out, is_padded ? " " : "");
    rr_buf_add(out, shown);
    rr_buf_add(out, is_padded ? " " : "");
    add_backticks(out, n);
}

void rr_buf_add_md_block(struct rr_buf *out, const char *language, const char *text)
{
    RR_BUF_AUTO visible = {0};
    rr_buf_add_visible_lines(&visible, text);
    const char *shown = rr_buf_text(&visible);
    size_t run = longest_run(shown);
    size_t n = run < 3 ? 3 : run + 1;
    add_backticks(out, n);
    rr_buf_printf(out, "%s\n%s", language, shown);
    if (visible.len > 0 && shown[visible.len - 1] != '\n')
        rr_buf_addc(out, '\n');
    add_backticks(out, n);
    rr_buf_addc(out, '\n');
}
