/* Paragraphs; see the header. */
#include "config.h"

#include "tui/pen.h"

#include <stdarg.h>
#include <stdio.h>

#include "tui/text.h"

struct pen pen_begin(struct canvas *canvas, struct rect area)
{
    return (struct pen){canvas, area};
}

void pen_skip(struct pen *pen, int rows)
{
    pen->rest = rect_skip(pen->rest, rows, 0);
}

void pen_text(struct pen *pen, enum style style, const char *text)
{
    if (*text != '\0' && !rect_is_empty(pen->rest))
        pen_skip(pen, canvas_put_wrapped(pen->canvas, pen->rest, style, text));
}

void pen_printf(struct pen *pen, enum style style, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    pen_text(pen, style, text);
}

void pen_entry(struct pen *pen, const char *label, enum style style, const char *text)
{
    // Beside the label a text needs some room, or it becomes a tower of syllables.
    enum { GAP = 2, LEAST = 20 };
    if (*text == '\0' || rect_is_empty(pen->rest))
        return;
    int used = canvas_put(pen->canvas, pen->rest, STYLE_LABEL, label) + GAP;
    struct rect beside = rect_skip(pen->rest, 0, used);
    if (beside.cols < LEAST && text_width(text) > beside.cols)
        beside = rect_skip(pen->rest, 1, GAP);
    int rows = canvas_put_wrapped(pen->canvas, beside, style, text);
    pen_skip(pen, beside.row - pen->rest.row + (rows > 0 ? rows : 1));
}
