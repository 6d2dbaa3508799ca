/* Lines of "name = value" in themes and settings. A line that begins with "#" is a comment. */
#ifndef RR_TUI_ASSIGN_H
#define RR_TUI_ASSIGN_H

#include <stdbool.h>

#include "core/util/buf.h"

enum { ASSIGN_NAME = 48, ASSIGN_VALUE = 256 };

struct assign {
    const char *file; // for problems; a name without folders
    const char *rest; // what is still to be read
    int line;
    char name[ASSIGN_NAME];
    char value[ASSIGN_VALUE]; // without blanks around it
};

/* Starts reading `text`, which is borrowed. */
struct assign assign_begin(const char *file, const char *text);

/*
 * The next assignment. Lines that are none, or too long, are named in `problems` and left out. False at the end.
 */
bool assign_next(struct assign *assign, struct rr_buf *problems);

/* Adds "FILE:LINE: ..." to `problems` (may be NULL), made harmless. */
void assign_problem(const struct assign *assign, struct rr_buf *problems, const char *format, ...)
    RR_PRINTF(3, 4);

#endif
