/*
 * Reads a unix-cron expression into bit sets. Computes no dates: it has no clock and no time zone.
 */
#include "config.h"

#include "core/policy/cron.h"

#include <string.h>

#include "core/policy/names.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum field { MINUTE, HOUR, DAY, MONTH, WEEKDAY, FIELD_COUNT };

struct field_def {
    const char *title;
    const char *rule;
    long min;
    long max;
    const char *names; // three letters each, from `first_name` on; "" = none
    long first_name;
};

static const struct field_def fields[FIELD_COUNT] = {
    [MINUTE] = {N_("minute"), N_("The minute is a number from 0 to 59."), 0, 59, "", 0},
    [HOUR] = {N_("hour"), N_("The hour is a number from 0 to 23."), 0, 23, "", 0},
    [DAY] = {N_("day of the month"), N_("The day of the month is a number from 1 to 31."), 1, 31,
             "", 0},
    [MONTH] = {N_("month"), N_("The month is a number from 1 to 12, or JAN to DEC."), 1, 12,
               "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC", 1},
    [WEEKDAY] = {N_("day of the week"),
                 N_("The day of the week is a number from 0 to 7, where 0 and 7 are Sunday, or SUN "
                    "to SAT."),
                 0, 7, "SUNMONTUEWEDTHUFRISAT", 0},
};

/* A piece of the expression, not NUL-terminated. */
struct view {
    const char *text;
    size_t n;
};

enum { PART_TEXT = 64 };

static void copy_view(struct view view, char out[PART_TEXT])
{
    size_t n = view.n < PART_TEXT - 1 ? view.n : PART_TEXT - 1;
    memcpy(out, view.text, n);
    out[n] = '\0';
}

static bool refuse_part(enum field field, struct view part, struct rr_err *err)
{
    char text[PART_TEXT];
    char shown[RR_SHOWN_TEXT];
    copy_view(part, text);
    rr_name_show(text, shown);
    rr_err_set(err, RR_BAD_INPUT, _("The schedule's field \"%s\" cannot hold \"%s\""),
               _(fields[field].title), shown);
    return rr_err_detail(
        err, "%s\n%s", _(fields[field].rule),
        _("* stands for every value, 1-5 for a range, 1,15 for a list; a step follows "
          "* or a range: */10, 8-18/2."));
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "MON" in any case; false when it is no name of this field. */
static bool read_name(const struct field_def *def, struct view word, long *out)
{
    if (word.n != 3 || !is_letter(word.text[0]) || !is_letter(word.text[1]) ||
        !is_letter(word.text[2]))
        return false;
    for (size_t i = 0; def->names[i * 3] != '\0'; i++) {
        const char *name = &def->names[i * 3];
        // Bit 5 is what tells a from A.
        bool is_same = ((word.text[0] ^ name[0]) & ~0x20) == 0 &&
                       ((word.text[1] ^ name[1]) & ~0x20) == 0 &&
                       ((word.text[2] ^ name[2]) & ~0x20) == 0;
        if (is_same) {
            *out = def->first_name + (long)i;
            return true;
        }
    }
    return false;
}

static bool read_number(struct view word, long min, long max, long *out)
{
    char text[PART_TEXT];
    copy_view(word, text);
    return word.n < PART_TEXT && rr_str_to_int(text, min, max, out);
}

static bool read_value(const struct field_def *def, struct view word, long *out)
{
    return read_name(def, word, out) || read_number(word, def->min, def->max, out);
}

/* Cuts `view` at the first `c`: returns what is before it; *rest is what is behind, or text NULL. */
static struct view cut(struct view view, char c, struct view *rest)
{
    const char *at = view.n > 0 ? memchr(view.text, c, view.n) : NULL;
    *rest = (struct view){NULL, 0};
    if (at == NULL)
        return view;
    size_t n = (size_t)(at - view.text);
    *rest = (struct view){at + 1, view.n - n - 1};
    return (struct view){view.text, n};
}

static bool is_star(struct view view)
{
    return view.n == 1 && *view.text == '*';
}

/* "*", "5", "1-5", "star/10", "8-18/2" into the bits of its values. */
static bool read_part(const struct field_def *def, struct view part, uint64_t *out)
{
    struct view step_text;
    struct view high_text;
    struct view range = cut(part, '/', &step_text);
    struct view low_text = cut(range, '-', &high_text);
    bool is_range = is_star(range) || high_text.text != NULL;
    long low = def->min;
    long high = def->max;
    long step = 1;
    if (!is_star(range) && !read_value(def, low_text, &low))
        return false;
    if (!is_range)
        high = low;
    else if (!is_star(range) && !read_value(def, high_text, &high))
        return false;
    if (low > high)
        return false;
    if (step_text.text != NULL && (!is_range || !read_number(step_text, 1, def->max, &step)))
        return false;
    for (long value = low; value <= high; value += step)
        *out |= UINT64_C(1) << value;
    return true;
}

static bool read_field(enum field field, struct view text, uint64_t *out, struct rr_err *err)
{
    uint64_t bits = 0;
    for (struct view rest = text; rest.text != NULL;) {
        struct view part = cut(rest, ',', &rest);
        if (!read_part(&fields[field], part, &bits))
            return refuse_part(field, part, err);
    }
    *out = bits;
    return true;
}

static bool refuse_whole(const char *expression, const char *why, struct rr_err *err)
{
    char shown[RR_SHOWN_TEXT];
    rr_name_show(expression, shown);
    rr_err_set(err, RR_BAD_INPUT, _("\"%s\" cannot be a schedule"), shown);
    return rr_err_detail(err, "%s", why);
}

/* Splits at blanks; how many pieces there are, at most FIELD_COUNT + 1. */
static int split(const char *expression, struct view out[FIELD_COUNT + 1])
{
    int n = 0;
    for (const char *at = expression; n <= FIELD_COUNT; n++) {
        at += strspn(at, " \t");
        if (*at == '\0')
            break;
        out[n] = (struct view){at, strcspn(at, " \t")};
        at += out[n].n;
    }
    return n;
}

/* Does a day come that fits? With a weekday asked for, always. */
static bool ever_comes(const struct rr_cron *cron)
{
    static const unsigned char longest[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!cron->any_weekday)
        return true;
    for (int month = 1; month <= 12; month++)
        if ((cron->months >> month & 1) != 0 &&
            (cron->days & ((UINT64_C(2) << longest[month]) - 1)) != 0)
            return true;
    return false;
}

bool rr_cron_parse(const char *expression, struct rr_cron *out, struct rr_err *err)
{
    struct view texts[FIELD_COUNT + 1];
    if (split(expression, texts) != FIELD_COUNT)
        return refuse_whole(
            expression,
            _("A schedule has five fields with blanks between them: minute, hour, day "
              "of the month, month, day of the week. Example: 0 6 * * * is every day "
              "at 6:00."),
            err);
    uint64_t bits[FIELD_COUNT];
    for (enum field field = MINUTE; field < FIELD_COUNT; field++)
        if (!read_field(field, texts[field], &bits[field], err))
            return false;
    struct rr_cron cron = {
        .minutes = bits[MINUTE],
        .hours = bits[HOUR],
        .days = bits[DAY],
        .months = bits[MONTH],
        .weekdays = (bits[WEEKDAY] | bits[WEEKDAY] >> 7) & 0x7f,
        .any_day = is_star(texts[DAY]),
        .any_weekday = is_star(texts[WEEKDAY]),
    };
    if (!ever_comes(&cron))
        return refuse_whole(
            expression, _("None of the chosen months has such a day, so it would never run."), err);
    *out = cron;
    return true;
}

bool rr_cron_check(const char *expression, struct rr_err *err)
{
    struct rr_cron cron;
    return rr_cron_parse(expression, &cron, err);
}
