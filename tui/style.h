/*
 * Styles: what a piece of the screen means, not how it looks. A theme gives each a look; a style that a
 * theme does not name looks like its parent. Golden files name styles by one letter.
 */
#ifndef RR_TUI_STYLE_H
#define RR_TUI_STYLE_H

#include <stdbool.h>

enum style {
    STYLE_PLAIN, // the root: ordinary text on the ordinary ground
    STYLE_TITLE,
    STYLE_HEADING,
    STYLE_DIM,
    STYLE_STRONG,
    STYLE_CODE, // role ids, permissions, commands
    STYLE_LINK,
    STYLE_VALUE, // a value in a sentence or a form
    STYLE_LABEL,
    STYLE_HEADER, // the frame's first line
    STYLE_MODE,   // sandbox, read-only, the account's name
    STYLE_FOOTER,
    STYLE_BORDER,
    STYLE_BORDER_FOCUS,
    STYLE_KEY,          // a key in the footer
    STYLE_KEY_DISABLED, // a key that does not work now
    STYLE_NOTICE,       // one line that says what just happened, or why not
    STYLE_OK,
    STYLE_MISSING,
    STYLE_BLOCKED,
    STYLE_WARNING,
    STYLE_UNKNOWN,
    STYLE_RUNNING,
    STYLE_DANGER,
    STYLE_STEP_DONE,
    STYLE_STEP_NOW,
    STYLE_STEP_TODO,
    STYLE_STATION,
    STYLE_STATION_FOCUS,
    STYLE_INPUT,
    STYLE_INPUT_FOCUS,
    STYLE_INPUT_ERROR,
    STYLE_PLACEHOLDER,
    STYLE_ERROR, // the message beside an input
    STYLE_MATCH, // what a filter or a completion matched
    STYLE_ADDED,
    STYLE_REMOVED,
    STYLE_CHANGED,
    STYLE_TAB,
    STYLE_TAB_FOCUS,
    STYLE_BUTTON,
    STYLE_BUTTON_FOCUS,
    STYLE_PROGRESS,
    STYLE_PROGRESS_REST,
    STYLE_SCROLLBAR,
    STYLE_OVERLAY,       // ground and text of an overlay
    STYLE_OVERLAY_TITLE, //
    STYLE_FOCUS,         // as a ground: the row under the cursor
    STYLE_SELECTED,      // as a ground: chosen, but the cursor is elsewhere
    STYLE_SHADE,         // as a ground: what lies behind an overlay
    STYLE_COUNT
};

/* Attributes; what a terminal cannot do is left out. */
enum {
    LOOK_BOLD = 1 << 0,
    LOOK_DIM = 1 << 1,
    LOOK_ITALIC = 1 << 2,
    LOOK_UNDERLINE = 1 << 3,
    LOOK_REVERSE = 1 << 4
};

struct style_def {
    const char *name; // in theme files
    enum style parent;
    char mark;      // in golden files; unique
    bool is_text;   // carries words, so its contrast counts
    bool is_ground; // lies under other styles
    int mono;       // LOOK_ bits where there are no colours
};

const struct style_def *style_def(enum style style);

/* By the name theme files use; false, and `out` untouched, when there is none. */
bool style_parse(const char *name, enum style *out);

#endif
