/* The file of a person's choices. */
#include "config.h"

#include "tui/preferences.h"

#include <stdio.h>
#include <string.h>

#include "core/util/env.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "tui/assign.h"
#include "tui/text.h"
#include "tui/theme.h"

enum { FILE_MAX = 64 * 1024, WORDS_MAX = 3 };

static const struct {
    const char *name;
    const char *words[WORDS_MAX]; // all that are allowed; none = any text
} defs[PREFERENCE_COUNT] = {
    [PREFERENCE_THEME] = {"theme", {NULL}},
    [PREFERENCE_LANGUAGE] = {"language", {"ja", "en"}},
    [PREFERENCE_GLYPHS] = {"glyphs", {"unicode", "narrow", "ascii"}},
    [PREFERENCE_MOUSE] = {"mouse", {"on", "off"}},
    [PREFERENCE_WORDS] = {"words", {"exact", "plain"}},
    [PREFERENCE_REGION] = {"region", {NULL}},
};

const char *preference_name(enum preference which)
{
    return defs[which].name;
}

static bool is_one_line(const char *value)
{
    size_t n = strlen(value);
    return n < PREFERENCE_SIZE && strcspn(value, "\n\r") == n && value[0] != ' ' &&
           (n == 0 || value[n - 1] != ' ');
}

bool preference_takes(enum preference which, const char *value)
{
    if (value[0] == '\0')
        return true;
    if (which == PREFERENCE_THEME)
        return theme_is_name(value);
    const char *const *words = defs[which].words;
    for (int i = 0; i < WORDS_MAX && words[i] != NULL; i++)
        if (strcmp(words[i], value) == 0)
            return true;
    return words[0] == NULL && is_one_line(value);
}

bool preferences_set(struct preferences *preferences, enum preference which, const char *value)
{
    if (!preference_takes(which, value))
        return false;
    memset(preferences->values[which], 0, PREFERENCE_SIZE);
    snprintf(preferences->values[which], PREFERENCE_SIZE, "%s", value);
    return true;
}

bool preferences_is(const struct preferences *preferences, enum preference which, const char *value)
{
    return strcmp(preferences->values[which], value) == 0;
}

const char *preferences_path(struct rr_arena *arena)
{
    const char *config = rr_env_get(NULL, "XDG_CONFIG_HOME");
    const char *home = rr_env_get(NULL, "HOME");
    if (config != NULL && config[0] == '/')
        return rr_arena_printf(arena, "%s/runready/config", config);
    return home != NULL ? rr_arena_printf(arena, "%s/.config/runready/config", home) : NULL;
}

/* PREFERENCE_COUNT for a name that is none. */
static enum preference find(const char *name)
{
    int i = 0;
    while (i < PREFERENCE_COUNT && strcmp(defs[i].name, name) != 0)
        i++;
    return (enum preference)i;
}

/* The file's text; a file that does not exist is an empty one. */
static bool read_text(const char *path, struct rr_buf *out, struct rr_err *err)
{
    struct rr_err failure = {0};
    if (rr_file_read(path, FILE_MAX, out, &failure) || strcmp(failure.reason, "ENOENT") == 0)
        return true;
    if (err != NULL)
        *err = failure;
    return false;
}

bool preferences_load(struct preferences *out,
                      const char *path,
                      struct rr_buf *problems,
                      struct rr_err *err)
{
    RR_BUF_AUTO text = {0};
    struct preferences read = {0};
    if (!read_text(path, &text, err))
        return false;
    struct assign at = assign_begin("config", rr_buf_text(&text));
    while (assign_next(&at, problems)) {
        enum preference which = find(at.name);
        if (which == PREFERENCE_COUNT)
            assign_problem(&at, problems, _("there is no setting \"%.40s\""), at.name);
        else if (!preferences_set(&read, which, at.value))
            assign_problem(&at, problems, _("%s cannot be \"%.60s\""), at.name, at.value);
    }
    *out = read;
    return true;
}

/* ---- writing ---- */

static void
add_line(const struct preferences *preferences, enum preference which, struct rr_buf *out)
{
    if (preferences->values[which][0] != '\0')
        rr_buf_printf(out, "%s = %s\n", defs[which].name, preferences->values[which]);
}

/* One line of the old file: as it was, unless it sets one of ours to another value. */
static void copy_line(const struct preferences *preferences,
                      struct text_span line,
                      bool written[PREFERENCE_COUNT],
                      struct rr_buf *out)
{
    RR_BUF_AUTO copy = {0};
    rr_buf_addn(&copy, line.text, line.n);
    struct assign at = assign_begin("", rr_buf_text(&copy));
    enum preference which = assign_next(&at, NULL) ? find(at.name) : PREFERENCE_COUNT;
    bool is_ours = which != PREFERENCE_COUNT;
    if (!is_ours || strcmp(at.value, preferences->values[which]) == 0)
        rr_buf_printf(out, "%s\n", rr_buf_text(&copy));
    else if (!written[which])
        add_line(preferences, which, out);
    if (is_ours)
        written[which] = true;
}

static void rewrite(const struct preferences *preferences, const char *text, struct rr_buf *out)
{
    bool written[PREFERENCE_COUNT] = {false};
    while (*text != '\0') {
        struct text_span line = {text, strcspn(text, "\n")};
        copy_line(preferences, line, written, out);
        text += line.n + (text[line.n] == '\n');
    }
    for (int i = 0; i < PREFERENCE_COUNT; i++)
        if (!written[i])
            add_line(preferences, (enum preference)i, out);
}

static bool make_folder(const char *path, struct rr_err *err)
{
    RR_BUF_AUTO folder = {0};
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return true;
    rr_buf_addn(&folder, path, (size_t)(slash - path));
    return rr_file_make_dirs(rr_buf_text(&folder), err);
}

bool preferences_save(const struct preferences *preferences, const char *path, struct rr_err *err)
{
    RR_BUF_AUTO old = {0};
    RR_BUF_AUTO text = {0};
    if (!read_text(path, &old, err))
        return false;
    rewrite(preferences, rr_buf_text(&old), &text);
    if (strcmp(rr_buf_text(&old), rr_buf_text(&text)) == 0)
        return true;
    return make_folder(path, err) && rr_file_replace(path, rr_buf_text(&text), text.len, 0600, err);
}
