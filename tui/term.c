/*
 * Taking the terminal and giving it back. Keys stand in term_keys.c, drawing in term_draw.c, signals in guard.c.
 * newterm after setupterm, never initscr, which ends the program where TERM is unknown.
 */
#include "config.h"

#include "tui/term.h"

// clang-format off
#include <curses.h>
#include <term.h>
// clang-format on

#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "core/util/env.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"
#include "tui/guard.h"
#include "tui/term_private.h"

/* Terminals that are newer than many terminfo databases, and what they understand. */
static const struct {
    const char *prefix;
    const char *like;
} relatives[] = {
    {"alacritty", "xterm-256color"}, {"contour", "xterm-256color"}, {"foot", "xterm-256color"},
    {"ghostty", "xterm-256color"},   {"kitty", "xterm-256color"},   {"konsole", "xterm-256color"},
    {"rxvt", "xterm-256color"},      {"screen", "screen-256color"}, {"st-", "xterm-256color"},
    {"tmux", "screen-256color"},     {"wezterm", "xterm-256color"}, {"xterm", "xterm-256color"},
};

static bool refuse(struct rr_err *err, const char *why, ...) RR_PRINTF(2, 3);

static bool refuse(struct rr_err *err, const char *why, ...)
{
    char text[256];
    va_list args;
    va_start(args, why);
    vsnprintf(text, sizeof text, why, args);
    va_end(args);
    rr_err_set(err, RR_BAD_INPUT, "%s", text);
    return rr_err_detail(
        err, "%s",
        _("Use --plain for questions and answers line by line, or give the terminal's name, for "
          "example TERM=xterm-256color runready."));
}

static bool is_in_terminfo(const char *name)
{
    int status = 0;
    if (setupterm(name, STDOUT_FILENO, &status) != OK)
        return false;
    del_curterm(cur_term);
    return true;
}

/* The name under which terminfo knows this terminal, or NULL. */
static const char *find_name(const char *name)
{
    if (is_in_terminfo(name))
        return name;
    for (size_t i = 0; i < sizeof relatives / sizeof *relatives; i++)
        if (rr_str_has_prefix(name, relatives[i].prefix) && is_in_terminfo(relatives[i].like))
            return relatives[i].like;
    return NULL;
}

static bool can_place_cursor(const char *name)
{
    int status = 0;
    if (setupterm(name, STDOUT_FILENO, &status) != OK)
        return false;
    bool can = cursor_address != NULL && !generic_type && !hard_copy;
    del_curterm(cur_term);
    return can;
}

static const char *check_name(const struct term_options *options, struct rr_err *err)
{
    const char *name = options->name != NULL ? options->name : rr_env_get(NULL, "TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        refuse(err, _("The wizard needs a terminal for input and output."));
        return NULL;
    }
    if (name == NULL || *name == '\0') {
        refuse(err, _("TERM is not set, so the terminal's abilities are not known."));
        return NULL;
    }
    const char *known = find_name(name);
    if (known == NULL) {
        refuse(err, _("TERM is \"%.60s\", which the terminfo database does not know."), name);
        return NULL;
    }
    if (!can_place_cursor(known)) {
        refuse(err, _("This terminal cannot place its cursor, so there can be no screen."));
        return NULL;
    }
    return known;
}

bool term_check(const struct term_options *options, struct rr_err *err)
{
    return check_name(options, err) != NULL;
}

/* ---- what the terminal can do ---- */

static bool has_string(const char *name)
{
    const char *text = tigetstr(name);
    return text != NULL && text != (const char *)-1;
}

static enum colour_depth find_depth(const struct term_options *options)
{
    if (options->no_colour || rr_env_get(NULL, "NO_COLOR") != NULL)
        return DEPTH_MONO;
    if (!has_colors() || start_color() == ERR)
        return DEPTH_MONO;
    bool is_direct = tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || has_string("RGB");
    if (is_direct && COLORS > 256)
        return DEPTH_TRUE;
    if (COLORS >= 256)
        return DEPTH_256;
    return COLORS >= 16 ? DEPTH_16 : DEPTH_8;
}

static bool is_console(const struct terminal *term)
{
    return rr_str_has_prefix(term->facts.name, "linux");
}

/* The console's font has neither Japanese nor our signs, and a real VT100 has none at all. */
static enum glyph_set_id propose_glyphs(const struct terminal *term)
{
    bool is_poor = is_console(term) || rr_str_has_prefix(term->facts.name, "vt1") ||
                   rr_str_has_prefix(term->facts.name, "vt2");
    return term->facts.is_utf8 && !is_poor ? GLYPHS_UNICODE : GLYPHS_ASCII;
}

/*
 * The charset by the environment's own words: the program takes UTF-8 for itself wherever it can, so the locale in
 * force says nothing about the terminal.
 */
static bool is_utf8_wanted(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *locale = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && locale == NULL; i++)
        locale = rr_env_get(NULL, names[i]);
    return locale != NULL &&
           (strcasestr(locale, "utf-8") != NULL || strcasestr(locale, "utf8") != NULL);
}

static void find_facts(struct terminal *term, const struct term_options *options)
{
    term->facts.is_utf8 = is_utf8_wanted();
    term->facts.depth = find_depth(options);
    term->has_defaults = term->facts.depth != DEPTH_MONO && use_default_colors() == OK;
    term->is_extended = has_string("kmous") && !is_console(term);
    term->facts.has_mouse = term->is_extended;
    term->has_alternate = has_string("smcup");
    term->facts.can_copy = term->is_extended;
    term->facts.glyphs = propose_glyphs(term);
    term->wants_mouse = term->facts.has_mouse && !options->no_mouse;
}

/* Terminfo's text without the marks for padding ("$<5>"), which no terminal of today needs. */
static void add_capability(struct rr_buf *out, const char *name)
{
    if (!has_string(name))
        return;
    for (const char *c = tigetstr(name); *c != '\0';) {
        if (c[0] == '$' && c[1] == '<' && strchr(c, '>') != NULL)
            c = strchr(c, '>') + 1;
        else
            rr_buf_addc(out, *c++);
    }
}

static const char modes_off[] = "\033[?1000l\033[?1006l\033[?2004l\033[?1004l";

static void prepare_reset(const struct terminal *term)
{
    static const char *const capabilities[] = {"sgr0", "op", "rmacs", "cnorm", "rmkx"};
    RR_BUF_AUTO reset = {0};
    if (term->is_extended)
        rr_buf_add(&reset, modes_off);
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++)
        add_capability(&reset, capabilities[i]);
    add_capability(&reset, term->has_alternate ? "rmcup" : "clear");
    rr_buf_add(&reset, "\r");
    guard_set_reset(rr_buf_text(&reset), reset.len);
}

/* ---- taking and giving back ---- */

static void set_up_input(void)
{
    if (rr_env_get(NULL, "ESCDELAY") == NULL)
        set_escdelay(25);
    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    meta(stdscr, TRUE);
    nodelay(stdscr, TRUE);
}

bool term_open(struct terminal **out, const struct term_options *options, struct rr_err *err)
{
    const char *name = check_name(options, err);
    if (name == NULL || !guard_start(STDIN_FILENO, err))
        return false;
    struct terminal *term = rr_xcalloc(1, sizeof *term);
    term->in_fd = STDIN_FILENO;
    term->out_fd = STDOUT_FILENO;
    term->facts.name = name;
    term->has_sync = rr_str_eq(rr_env_get(NULL, "RUNREADY_TEST_SYNC"), "1");
    term->screen = newterm(name, stdout, stdin);
    if (term->screen == NULL) {
        guard_stop();
        free(term);
        return refuse(err, _("The terminal cannot be set up."));
    }
    set_up_input();
    find_facts(term, options);
    prepare_reset(term);
    term_define_keys(term);
    term->rows = LINES;
    term->cols = COLS;
    term_take_size(term);
    curs_set(0);
    refresh();
    term_enter_modes(term);
    term_probe_width(term);
    *out = term;
    return true;
}

/* An answer to the probe that came too late would be typed into the shell. */
static void await_probe(struct terminal *term)
{
    struct pollfd input = {term->in_fd, POLLIN, 0};
    if (term->awaits_width && poll(&input, 1, 100) > 0)
        tcflush(term->in_fd, TCIFLUSH);
}

void term_close(struct terminal *term)
{
    if (term == NULL)
        return;
    if (!term->is_lent) {
        if (!term->is_gone)
            await_probe(term);
        term_leave_modes(term);
        if (!term->has_alternate) {
            erase();
            refresh();
        }
        endwin();
    }
    guard_restore_line();
    guard_stop();
    delscreen(term->screen);
    canvas_free(&term->shown);
    rr_buf_free(&term->paste);
    free(term->line);
    free(term);
}

void term_lend(struct terminal *term)
{
    if (term->is_lent)
        return;
    term_leave_modes(term);
    endwin();
    term->is_lent = true;
}

void term_take_back(struct terminal *term)
{
    if (!term->is_lent)
        return;
    guard_forget();
    term->is_lent = false;
    clearok(curscr, TRUE);
    refresh();
    term_enter_modes(term);
    term_take_size(term);
    term_forget_shown(term);
}

const struct term_facts *term_facts(const struct terminal *term)
{
    return &term->facts;
}

void term_size(const struct terminal *term, int *rows, int *cols)
{
    *rows = term->rows;
    *cols = term->cols;
}

bool term_take_size(struct terminal *term)
{
    struct winsize size = {0};
    if (ioctl(term->out_fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return false;
    if (size.ws_row == term->rows && size.ws_col == term->cols)
        return false;
    term->rows = size.ws_row;
    term->cols = size.ws_col;
    resizeterm(term->rows, term->cols);
    term_forget_shown(term);
    return true;
}

/* ---- modes beside ncurses ---- */

void term_enter_modes(struct terminal *term)
{
    if (term->is_extended)
        term_write_text(term, "\033[?2004h\033[?1004h");
    if (term->facts.has_mouse)
        term_set_mouse(term, term->wants_mouse);
}

void term_leave_modes(struct terminal *term)
{
    if (term->is_extended)
        term_write_text(term, modes_off);
}

void term_set_mouse(struct terminal *term, bool on)
{
    if (!term->facts.has_mouse)
        return;
    term->wants_mouse = on;
    term_write_text(term, on ? "\033[?1000h\033[?1006h" : "\033[?1000l\033[?1006l");
}

void term_probe_width(struct terminal *term)
{
    const char *ask = has_string("u7") ? tigetstr("u7") : "";
    if (!term->facts.is_utf8 || !term->is_extended || strcmp(ask, "\033[6n") != 0)
        return;
    // U+25CB, a circle, at the top left; the answer is where the cursor then stands.
    term_write_text(term, "\033[1;1H\xe2\x97\x8b\033[6n\r\033[K");
    term->awaits_width = true;
    clearok(curscr, TRUE);
}
