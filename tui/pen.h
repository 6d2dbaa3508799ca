/* Writing paragraphs one below the other into a rectangle. */
#ifndef RR_TUI_PEN_H
#define RR_TUI_PEN_H

#include "tui/canvas.h"

struct pen {
    struct canvas *canvas;
    struct rect rest; // what is still free
};

struct pen pen_begin(struct canvas *canvas, struct rect area);

/* Wrapped; nothing for "". */
void pen_text(struct pen *pen, enum style style, const char *text);
void pen_printf(struct pen *pen, enum style style, const char *format, ...) RR_PRINTF(3, 4);

/* "Label  text", the text wrapped beside the label, or under it where there is little room. */
void pen_entry(struct pen *pen, const char *label, enum style style, const char *text);

void pen_skip(struct pen *pen, int rows);

#endif
