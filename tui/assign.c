/* Reading "name = value" line by line. */
#include "config.h"

#include "tui/assign.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "tui/text.h"

struct assign assign_begin(const char *file, const char *text)
{
    return (struct assign){.file = file, .rest = text};
}

void assign_problem(const struct assign *assign, struct rr_buf *problems, const char *format, ...)
{
    if (problems == NULL)
        return;
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    rr_utf8_mend_end(text);
    rr_buf_add_visible(problems, assign->file);
    rr_buf_printf(problems, ":%d: ", assign->line);
    rr_buf_add_visible(problems, text);
    rr_buf_addc(problems, '\n');
}

static struct text_span trimmed(const char *text, size_t n)
{
    while (n > 0 && strchr(" \t\r", text[0]) != NULL) {
        text++;
        n--;
    }
    while (n > 0 && strchr(" \t\r", text[n - 1]) != NULL)
        n--;
    return (struct text_span){text, n};
}

static bool copy(char *out, size_t size, struct text_span span)
{
    if (span.n >= size)
        return false;
    memcpy(out, span.text, span.n);
    out[span.n] = '\0';
    return true;
}

/* False when the line is no assignment; says so unless it is empty or a comment. */
static bool take_line(struct assign *assign, struct text_span line, struct rr_buf *problems)
{
    struct text_span all = trimmed(line.text, line.n);
    if (all.n == 0 || all.text[0] == '#')
        return false;
    const char *sign = memchr(all.text, '=', all.n);
    if (sign == NULL || memchr(all.text, '\0', all.n) != NULL) {
        assign_problem(assign, problems, _("this is not \"name = value\""));
        return false;
    }
    size_t n = (size_t)(sign - all.text);
    if (copy(assign->name, sizeof assign->name, trimmed(all.text, n)) &&
        copy(assign->value, sizeof assign->value, trimmed(sign + 1, all.n - n - 1)))
        return true;
    assign_problem(assign, problems, _("this line is too long"));
    return false;
}

bool assign_next(struct assign *assign, struct rr_buf *problems)
{
    while (*assign->rest != '\0') {
        struct text_span line = {assign->rest, strcspn(assign->rest, "\n")};
        assign->rest += line.n + (assign->rest[line.n] == '\n');
        assign->line++;
        if (take_line(assign, line, problems))
            return true;
    }
    return false;
}
