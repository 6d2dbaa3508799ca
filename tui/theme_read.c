/* Theme files: the lines, and what styles that have none get from their parents. */
#include "config.h"

#include "tui/theme_read.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "tui/assign.h"
#include "tui/colour.h"

static const struct {
    const char *name;
    int bit;
} attributes[] = {
    {"bold", LOOK_BOLD},           {"dim", LOOK_DIM},         {"italic", LOOK_ITALIC},
    {"underline", LOOK_UNDERLINE}, {"reverse", LOOK_REVERSE}, {"none", 0},
};

static bool parse_attribute(const char *word, int *bit)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        if (strcmp(attributes[i].name, word) == 0) {
            *bit = attributes[i].bit;
            return true;
        }
    }
    return false;
}

static bool find_colour(const struct theme_draft *draft, const char *word, struct colour *out)
{
    if (word[0] != '@')
        return colour_parse(word, out);
    for (int i = 0; i < draft->n_palette; i++) {
        if (strcmp(draft->palette[i].name, word + 1) == 0) {
            *out = draft->palette[i].colour;
            return true;
        }
    }
    return false;
}

static void name_colour(struct theme_draft *draft, const struct assign *at, struct rr_buf *problems)
{
    struct colour colour = {0};
    const char *name = at->name + 1;
    if (!find_colour(draft, at->value, &colour)) {
        assign_problem(at, problems, _("\"%.60s\" is not a colour"), at->value);
        return;
    }
    int i = 0;
    while (i < draft->n_palette && strcmp(draft->palette[i].name, name) != 0)
        i++;
    if (i == THEME_PALETTE_MAX || strlen(name) >= sizeof draft->palette[0].name) {
        assign_problem(at, problems, _("there is no room for the colour \"%.40s\""), name);
        return;
    }
    snprintf(draft->palette[i].name, sizeof draft->palette[i].name, "%s", name);
    draft->palette[i].colour = colour;
    draft->n_palette += i == draft->n_palette;
}

/* One word of a style: the first two colours are foreground and background, "-" leaves one to the parent. */
static bool take_word(const struct theme_draft *draft,
                      struct theme_line *line,
                      const char *word,
                      int *n_colours)
{
    int bit = 0;
    if (parse_attribute(word, &bit)) {
        line->has_attributes = true;
        line->look.attributes |= bit;
        return true;
    }
    struct colour colour = {0};
    bool is_parents = strcmp(word, "-") == 0;
    if (*n_colours == 2 || (!is_parents && !find_colour(draft, word, &colour)))
        return false;
    bool is_fg = (*n_colours)++ == 0;
    *(is_fg ? &line->has_fg : &line->has_bg) = !is_parents;
    *(is_fg ? &line->look.fg : &line->look.bg) = colour;
    return true;
}

static void set_style(struct theme_draft *draft, const struct assign *at, struct rr_buf *problems)
{
    enum style style;
    if (!style_parse(at->name, &style)) {
        assign_problem(at, problems, _("there is no style \"%.40s\""), at->name);
        return;
    }
    struct theme_line line = {0};
    int n_colours = 0;
    for (const char *rest = at->value + strspn(at->value, " \t"); *rest != '\0';) {
        char word[64];
        size_t n = strcspn(rest, " \t");
        snprintf(word, sizeof word, "%.*s", (int)n, rest);
        if (!take_word(draft, &line, word, &n_colours)) {
            assign_problem(at, problems, _("\"%.60s\" is neither a colour nor an attribute"), word);
            return;
        }
        rest += n + strspn(rest + n, " \t");
    }
    draft->lines[style] = line;
}

void theme_read_parent(const char *text, char out[THEME_NAME])
{
    out[0] = '\0';
    struct assign at = assign_begin("", text);
    while (assign_next(&at, NULL)) {
        if (strcmp(at.name, "inherit") == 0)
            snprintf(out, THEME_NAME, "%.*s", THEME_NAME - 1, at.value);
    }
}

void theme_read(struct theme_draft *draft,
                const char *file,
                const char *text,
                struct rr_buf *problems)
{
    struct assign at = assign_begin(file, text);
    while (assign_next(&at, problems)) {
        if (strcmp(at.name, "name") == 0) {
            snprintf(draft->title, sizeof draft->title, "%.*s", THEME_TITLE - 1, at.value);
            rr_utf8_mend_end(draft->title);
        } else if (at.name[0] == '@') {
            name_colour(draft, &at, problems);
        } else if (strcmp(at.name, "inherit") != 0) {
            set_style(draft, &at, problems);
        }
    }
}

/* The look of one style, walking up to the root for what is not said. */
static struct look resolve(const struct theme_draft *draft, enum style style)
{
    struct look look = {0};
    bool has_fg = false;
    bool has_bg = false;
    bool has_attributes = false;
    for (enum style at = style;; at = style_def(at)->parent) {
        const struct theme_line *line = &draft->lines[at];
        bool says_anything = line->has_fg || line->has_bg || line->has_attributes;
        if (line->has_fg && !has_fg)
            look.fg = line->look.fg;
        if (line->has_bg && !has_bg)
            look.bg = line->look.bg;
        if (says_anything && !has_attributes)
            look.attributes = line->look.attributes;
        has_fg |= line->has_fg;
        has_bg |= line->has_bg;
        has_attributes |= says_anything;
        if (at == STYLE_PLAIN)
            return look;
    }
}

void theme_resolve(const struct theme_draft *draft, struct theme *out)
{
    snprintf(out->title, sizeof out->title, "%s",
             draft->title[0] != '\0' ? draft->title : out->name);
    for (int i = 0; i < STYLE_COUNT; i++)
        out->looks[i] = resolve(draft, (enum style)i);
}
