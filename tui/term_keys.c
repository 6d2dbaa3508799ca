/* Waiting, and what comes in: keys, mouse, paste, signals. */
#include "config.h"

#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

#include "core/util/clock.h"
#include "core/util/utf8.h"
#include "tui/guard.h"
#include "tui/term_private.h"

/* Sequences that terminfo does not name, or names otherwise than some terminals send them. */
static const struct {
    const char *sequence;
    int code;
} extra[] = {
    {"\033[200~", CODE_PASTE_BEGIN}, {"\033[201~", CODE_PASTE_END}, {"\033[I", CODE_FOCUS_IN},
    {"\033[O", CODE_FOCUS_OUT},      {"\033[<", CODE_MOUSE},        {"\033[M", CODE_MOUSE_OLD},
    {"\033[1;2R", CODE_NARROW},      {"\033[1;3R", CODE_WIDE},
};

static const struct {
    const char *sequence;
    int code;
} usual[] = {
    {"\033[A", KEY_UP},    {"\033[B", KEY_DOWN},   {"\033[C", KEY_RIGHT},  {"\033[D", KEY_LEFT},
    {"\033OA", KEY_UP},    {"\033OB", KEY_DOWN},   {"\033OC", KEY_RIGHT},  {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},  {"\033[F", KEY_END},    {"\033OH", KEY_HOME},   {"\033OF", KEY_END},
    {"\033[1~", KEY_HOME}, {"\033[4~", KEY_END},   {"\033[7~", KEY_HOME},  {"\033[8~", KEY_END},
    {"\033[3~", KEY_DC},   {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
    {"\033OP", KEY_F(1)},  {"\033[11~", KEY_F(1)}, {"\033[[A", KEY_F(1)},
};

void term_define_keys(struct terminal *term)
{
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (key_defined(usual[i].sequence) == 0)
            define_key(usual[i].sequence, usual[i].code);
    for (size_t i = 0; i < sizeof extra / sizeof *extra; i++)
        if (term->is_extended)
            define_key(extra[i].sequence, extra[i].code);
    if (term->has_sync) {
        define_key("\033[9997~", CODE_SYNC);
        define_key("\033[9998~", CODE_SYNC_IDLE);
    }
}

int term_wait(struct terminal *term, int wake_fd, int timeout_ms)
{
    struct pollfd fds[3] = {
        {term->in_fd, POLLIN, 0}, {guard_fd(), POLLIN, 0}, {wake_fd, POLLIN, 0}};
    int result = 0;
    int n = poll(fds, 3, timeout_ms);
    if (n < 0)
        return TERM_READY; // a signal: it stands in the pipe
    if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
        term->is_gone = true;
    if (fds[0].revents != 0 || fds[1].revents != 0)
        result |= TERM_READY;
    if (fds[2].revents != 0)
        result |= TERM_WAKE;
    return result;
}

/* ---- signals ---- */

static void suspend(struct terminal *term)
{
    term_lend(term);
    guard_restore_line();
    guard_suspend();
    term_take_back(term);
}

/* The event of a signal, or EVENT_NONE. */
static void event_of_signal(struct terminal *term, int number, struct event *out)
{
    switch (number) {
    case SIGWINCH:
        if (term_take_size(term)) {
            out->kind = EVENT_RESIZE;
            out->size.rows = term->rows;
            out->size.cols = term->cols;
        }
        return;
    case SIGTSTP:
        suspend(term);
        out->kind = EVENT_RESUMED;
        return;
    case SIGCONT:
        // Stopped from outside: whoever had the terminal meanwhile may have changed it.
        term_lend(term);
        term_take_back(term);
        out->kind = EVENT_RESUMED;
        return;
    case SIGHUP:
        term->is_gone = true;
        return;
    default:
        out->kind = EVENT_SIGNAL;
        out->signal = number;
    }
}

/* ---- keys ---- */

static const struct {
    int code;
    enum key_code key;
} named[] = {
    {KEY_UP, KEY_CODE_UP},         {KEY_DOWN, KEY_CODE_DOWN},
    {KEY_LEFT, KEY_CODE_LEFT},     {KEY_RIGHT, KEY_CODE_RIGHT},
    {KEY_HOME, KEY_CODE_HOME},     {KEY_END, KEY_CODE_END},
    {KEY_FIND, KEY_CODE_HOME},     {KEY_SELECT, KEY_CODE_END},
    {KEY_PPAGE, KEY_CODE_PAGE_UP}, {KEY_NPAGE, KEY_CODE_PAGE_DOWN},
    {KEY_ENTER, KEY_CODE_ENTER},   {KEY_BACKSPACE, KEY_CODE_BACKSPACE},
    {KEY_DC, KEY_CODE_DELETE},     {KEY_IC, KEY_CODE_INSERT},
    {KEY_BTAB, KEY_CODE_BACKTAB},  {KEY_SR, KEY_CODE_UP},
    {KEY_SF, KEY_CODE_DOWN},
};

static void set_key(struct event *out, enum key_code code, uint32_t rune, unsigned modifiers)
{
    out->kind = EVENT_KEY;
    out->key = (struct key){code, rune, modifiers};
}

static void event_of_code(struct terminal *term, int code, struct event *out)
{
    switch (code) {
    case CODE_SYNC:
    case CODE_SYNC_IDLE:
        out->kind = EVENT_SYNC;
        out->wants_idle = code == CODE_SYNC_IDLE;
        return;
    case CODE_FOCUS_IN:
    case CODE_FOCUS_OUT:
        out->kind = EVENT_FOCUS;
        out->has_focus = code == CODE_FOCUS_IN;
        return;
    case CODE_NARROW:
    case CODE_WIDE:
        term->awaits_width = false;
        // What was drawn before stands where ncurses does not believe it to stand.
        if (code == CODE_WIDE) {
            clearok(curscr, TRUE);
            term_forget_shown(term);
        }
        out->kind = EVENT_WIDTH;
        out->ambiguous_cols = code == CODE_WIDE ? 2 : 1;
        return;
    case CODE_MOUSE:
    case CODE_MOUSE_OLD:
        term->mouse_code = code;
        term->n_mouse = 0;
        return;
    default:
        break;
    }
    if (code >= KEY_F(1) && code <= KEY_F(12))
        set_key(out, (enum key_code)(KEY_CODE_F1 + (code - KEY_F(1))), 0, 0);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].code == code)
            set_key(out, named[i].key, 0, 0);
}

static void event_of_character(uint32_t c, struct event *out)
{
    if (c == '\r' || c == '\n')
        set_key(out, KEY_CODE_ENTER, 0, 0);
    else if (c == '\t')
        set_key(out, KEY_CODE_TAB, 0, 0);
    else if (c == 0x1b)
        set_key(out, KEY_CODE_ESC, 0, 0);
    else if (c == 0x7f || c == '\b')
        set_key(out, KEY_CODE_BACKSPACE, 0, 0);
    else if (c < 0x20)
        set_key(out, KEY_CODE_RUNE, c == 0 ? ' ' : c + 'a' - 1, KEY_CTRL);
    else
        set_key(out, KEY_CODE_RUNE, c, 0);
}

/* ---- mouse: ncurses merges reports that come together, so they are read here ---- */

/* The first button and the wheel; anything else (other buttons, releases, movement) means nothing here. */
static void set_mouse(const struct terminal *term, int button, int col, int row, struct event *out)
{
    static const struct {
        int button;
        enum mouse_kind kind;
    } known[] = {{0, MOUSE_PRESS}, {64, MOUSE_WHEEL_UP}, {65, MOUSE_WHEEL_DOWN}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        bool is_inside = row >= 1 && row <= term->rows && col >= 1 && col <= term->cols;
        if (known[i].button == button && is_inside) {
            out->kind = EVENT_MOUSE;
            out->mouse = (struct mouse){known[i].kind, row - 1, col - 1};
        }
    }
}

/* One more character of a report. SGR: "button;col;row" and M for a press, m for a release. */
static void add_mouse(struct terminal *term, uint32_t c, struct event *out)
{
    bool is_old = term->mouse_code == CODE_MOUSE_OLD;
    bool is_last = is_old ? term->n_mouse == 2 : c == 'M' || c == 'm';
    bool is_part = is_old || is_last || (c >= '0' && c <= '9') || c == ';';
    if (!is_part || term->n_mouse + 1 >= sizeof term->mouse) {
        term->mouse_code = 0;
        return;
    }
    term->mouse[term->n_mouse++] = (char)(c < 0x100 ? c : 0);
    term->mouse[term->n_mouse] = '\0';
    if (!is_last)
        return;
    term->mouse_code = 0;
    const unsigned char *old = (const unsigned char *)term->mouse;
    int button = 0;
    int col = 0;
    int row = 0;
    if (is_old)
        set_mouse(term, old[0] - 32, old[1] - 32, old[2] - 32, out);
    else if (c == 'M' && sscanf(term->mouse, "%4d;%4d;%4d", &button, &col, &row) == 3)
        set_mouse(term, button, col, row, out);
}

/* ---- paste ---- */

static void add_pasted(struct terminal *term, uint32_t c)
{
    enum { LONGEST = 1024 * 1024 };
    char text[RR_UTF8_MAX];
    if (c == '\r')
        c = '\n';
    term->paste_ms = rr_clock_mono_ms(NULL);
    if (term->paste.len >= LONGEST)
        return;
    if (c == '\n') {
        rr_buf_addc(&term->paste, '\n');
        return;
    }
    rr_utf8_encode(c, text);
    rr_buf_add_visible_lines(&term->paste, text);
}

static void end_paste(struct terminal *term, struct event *out)
{
    term->is_pasting = false;
    out->kind = EVENT_PASTE;
    out->paste.text = rr_buf_text(&term->paste);
    out->paste.bytes = term->paste.len;
}

/* A paste whose end got lost must not swallow what is typed a second later. */
static bool is_paste_lost(const struct terminal *term)
{
    return term->is_pasting && rr_clock_mono_ms(NULL) - term->paste_ms > 1000;
}

static void begin_paste(struct terminal *term)
{
    rr_buf_clear(&term->paste);
    term->is_pasting = true;
    term->paste_ms = rr_clock_mono_ms(NULL);
}

/* One thing from ncurses; false when there is none. `out` stays EVENT_NONE for what means nothing. */
static bool read_key(struct terminal *term, struct event *out)
{
    wint_t c = 0;
    int kind = get_wch(&c);
    if (kind == ERR)
        return false;
    if (is_paste_lost(term)) {
        if (kind == KEY_CODE_YES)
            ungetch((int)c);
        else
            unget_wch((wchar_t)c);
        end_paste(term, out);
        return true;
    }
    if (kind != KEY_CODE_YES && term->mouse_code != 0)
        add_mouse(term, c, out);
    else if (kind == KEY_CODE_YES && c == CODE_PASTE_BEGIN)
        begin_paste(term);
    else if (kind == KEY_CODE_YES && c == CODE_PASTE_END && term->is_pasting)
        end_paste(term, out);
    else if (term->is_pasting && kind != KEY_CODE_YES)
        add_pasted(term, c);
    else if (kind == KEY_CODE_YES)
        event_of_code(term, (int)c, out);
    else
        event_of_character(c, out);
    return true;
}

bool term_next(struct terminal *term, struct event *out)
{
    *out = (struct event){0};
    if (term->is_lent)
        return false;
    for (int number; out->kind == EVENT_NONE && (number = guard_next()) != 0;)
        event_of_signal(term, number, out);
    if (out->kind == EVENT_NONE && term->is_gone) {
        bool is_news = !term->has_told_gone;
        term->has_told_gone = true;
        out->kind = is_news ? EVENT_HANGUP : EVENT_NONE;
        return is_news;
    }
    while (out->kind == EVENT_NONE && read_key(term, out))
        continue;
    return out->kind != EVENT_NONE;
}
