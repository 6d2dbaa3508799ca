/* Lines said and heard; see the header. */
#include "config.h"

#include "tui/plain/talk.h"

#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/util/utf8.h"
#include "runready/arena.h"

enum { COLUMNS = 79, LINE_MAX_BYTES = 4096 };

static void put(struct talk *talk, const char *text)
{
    fputs(text, talk->out);
}

static void say_indented(struct talk *talk, const char *text, const char *indent)
{
    RR_BUF_AUTO shown = {0};
    RR_BUF_AUTO out = {0};
    rr_buf_add_visible_lines(&shown, text);
    rr_buf_add_wrapped(&out, rr_buf_text(&shown), indent, COLUMNS);
    put(talk, rr_buf_text(&out));
}

void talk_say(struct talk *talk, const char *text)
{
    say_indented(talk, text, "");
}

void talk_sayf(struct talk *talk, const char *format, ...)
{
    struct rr_arena arena = {0};
    va_list args;
    va_start(args, format);
    talk_say(talk, rr_arena_vprintf(&arena, format, args));
    va_end(args);
    rr_arena_free(&arena);
}

void talk_item(struct talk *talk, size_t number, const char *text)
{
    static const char indent[] = "     ";
    RR_BUF_AUTO shown = {0};
    RR_BUF_AUTO wrapped = {0};
    rr_buf_add_visible(&shown, text);
    rr_buf_add_wrapped(&wrapped, rr_buf_text(&shown), indent, COLUMNS);
    bool is_there = wrapped.len > sizeof indent - 1;
    fprintf(talk->out, "%3zu  %s", number,
            is_there ? rr_buf_text(&wrapped) + sizeof indent - 1 : "\n");
}

void talk_note(struct talk *talk, const char *text)
{
    say_indented(talk, text, "     ");
}

void talk_lines(struct talk *talk, const char *text)
{
    RR_BUF_AUTO shown = {0};
    rr_buf_add_visible_lines(&shown, text);
    put(talk, rr_buf_text(&shown));
    if (shown.len > 0 && rr_buf_text(&shown)[shown.len - 1] != '\n')
        put(talk, "\n");
}

void talk_head(struct talk *talk, const char *text)
{
    put(talk, "\n");
    talk_say(talk, text);
}

/* ---- hearing ---- */

static void take_line(struct talk *talk, size_t n, struct rr_buf *line)
{
    const char *bytes = rr_buf_text(&talk->heard);
    size_t begin = strspn(bytes, " \t");
    size_t end = n;
    while (end > begin && strchr(" \t\r", bytes[end - 1]) != NULL)
        end--;
    rr_buf_clear(line);
    if (end > begin)
        rr_buf_addn(line, bytes + begin, end - begin);
    struct rr_buf rest = {0};
    rr_buf_add(&rest, bytes + n + 1);
    rr_buf_free(&talk->heard);
    talk->heard = rest;
}

/* True when something was read. */
static bool read_more(struct talk *talk)
{
    struct pollfd fds[] = {{.fd = talk->in, .events = POLLIN},
                           {.fd = talk->signals, .events = POLLIN}};
    char bytes[512];
    int n_ready = poll(fds, 2, -1);
    talk->is_stopping = n_ready > 0 && fds[1].revents != 0;
    if (n_ready < 0 || talk->is_stopping)
        return false;
    ssize_t n = read(talk->in, bytes, sizeof bytes);
    for (ssize_t i = 0; i < n; i++)
        if (bytes[i] == '\0')
            bytes[i] = ' ';
    if (n > 0)
        rr_buf_addn(&talk->heard, bytes, (size_t)n);
    return n > 0 && talk->heard.len <= LINE_MAX_BYTES;
}

bool talk_hear(struct talk *talk, struct rr_buf *line)
{
    put(talk, "> ");
    fflush(talk->out);
    while (!talk->is_over) {
        const char *newline = strchr(rr_buf_text(&talk->heard), '\n');
        if (newline != NULL) {
            take_line(talk, (size_t)(newline - rr_buf_text(&talk->heard)), line);
            return true;
        }
        talk->is_over = !read_more(talk);
    }
    put(talk, "\n");
    return false;
}

void talk_close(struct talk *talk)
{
    fflush(talk->out);
    rr_buf_free(&talk->heard);
}
