/* The table of styles. */
#include "config.h"

#include "tui/style.h"

#include <string.h>

#define TEXT(name, parent, mark, mono)                                                             \
    {                                                                                              \
        name, parent, mark, true, false, mono                                                      \
    }
#define LINE(name, parent, mark, mono)                                                             \
    {                                                                                              \
        name, parent, mark, false, false, mono                                                     \
    }
#define GROUND(name, parent, mark, mono)                                                           \
    {                                                                                              \
        name, parent, mark, true, true, mono                                                       \
    }

static const struct style_def defs[STYLE_COUNT] = {
    [STYLE_PLAIN] = GROUND("plain", STYLE_PLAIN, '.', 0),
    [STYLE_TITLE] = TEXT("title", STYLE_PLAIN, 'T', LOOK_BOLD),
    [STYLE_HEADING] = TEXT("heading", STYLE_TITLE, 'H', LOOK_BOLD),
    [STYLE_DIM] = TEXT("dim", STYLE_PLAIN, 'd', 0),
    [STYLE_STRONG] = TEXT("strong", STYLE_PLAIN, 'S', LOOK_BOLD),
    [STYLE_CODE] = TEXT("code", STYLE_PLAIN, 'c', 0),
    [STYLE_LINK] = TEXT("link", STYLE_PLAIN, 'l', LOOK_UNDERLINE),
    [STYLE_VALUE] = TEXT("value", STYLE_PLAIN, 'v', 0),
    [STYLE_LABEL] = TEXT("label", STYLE_PLAIN, 'L', 0),
    [STYLE_HEADER] = TEXT("header", STYLE_PLAIN, 'h', 0),
    [STYLE_MODE] = TEXT("mode", STYLE_HEADER, 'm', LOOK_BOLD),
    [STYLE_FOOTER] = TEXT("footer", STYLE_PLAIN, 'f', 0),
    [STYLE_BORDER] = LINE("border", STYLE_PLAIN, '-', 0),
    [STYLE_BORDER_FOCUS] = LINE("border-focus", STYLE_BORDER, '=', LOOK_BOLD),
    [STYLE_KEY] = TEXT("key", STYLE_FOOTER, 'k', LOOK_BOLD),
    [STYLE_KEY_DISABLED] = TEXT("key-disabled", STYLE_DIM, 'z', 0),
    [STYLE_NOTICE] = TEXT("notice", STYLE_PLAIN, 'n', LOOK_BOLD),
    [STYLE_OK] = TEXT("ok", STYLE_PLAIN, 'o', 0),
    [STYLE_MISSING] = TEXT("missing", STYLE_WARNING, '!', LOOK_BOLD),
    [STYLE_BLOCKED] = TEXT("blocked", STYLE_DANGER, 'B', LOOK_BOLD),
    [STYLE_WARNING] = TEXT("warning", STYLE_PLAIN, 'w', LOOK_BOLD),
    [STYLE_UNKNOWN] = TEXT("unknown", STYLE_DIM, '?', 0),
    [STYLE_RUNNING] = TEXT("running", STYLE_PLAIN, 'r', 0),
    [STYLE_DANGER] = TEXT("danger", STYLE_PLAIN, 'D', LOOK_BOLD),
    [STYLE_STEP_DONE] = TEXT("step-done", STYLE_OK, '1', 0),
    [STYLE_STEP_NOW] = TEXT("step-now", STYLE_TITLE, '2', LOOK_BOLD),
    [STYLE_STEP_TODO] = TEXT("step-todo", STYLE_DIM, '3', 0),
    [STYLE_STATION] = TEXT("station", STYLE_PLAIN, 's', 0),
    [STYLE_STATION_FOCUS] = TEXT("station-focus", STYLE_FOCUS, '4', LOOK_REVERSE),
    [STYLE_INPUT] = TEXT("input", STYLE_PLAIN, 'i', LOOK_UNDERLINE),
    [STYLE_INPUT_FOCUS] = TEXT("input-focus", STYLE_INPUT, 'I', LOOK_UNDERLINE | LOOK_BOLD),
    [STYLE_INPUT_ERROR] = TEXT("input-error", STYLE_INPUT, 'E', LOOK_UNDERLINE | LOOK_BOLD),
    [STYLE_PLACEHOLDER] = TEXT("placeholder", STYLE_DIM, 'p', 0),
    [STYLE_ERROR] = TEXT("error", STYLE_DANGER, 'e', LOOK_BOLD),
    [STYLE_MATCH] = TEXT("match", STYLE_STRONG, 'M', LOOK_UNDERLINE),
    [STYLE_ADDED] = TEXT("added", STYLE_OK, '+', LOOK_BOLD),
    [STYLE_REMOVED] = TEXT("removed", STYLE_DANGER, 'x', 0),
    [STYLE_CHANGED] = TEXT("changed", STYLE_WARNING, '~', 0),
    [STYLE_TAB] = TEXT("tab", STYLE_DIM, 't', 0),
    [STYLE_TAB_FOCUS] = TEXT("tab-focus", STYLE_TITLE, '5', LOOK_BOLD | LOOK_UNDERLINE),
    [STYLE_BUTTON] = TEXT("button", STYLE_PLAIN, 'b', 0),
    [STYLE_BUTTON_FOCUS] = TEXT("button-focus", STYLE_FOCUS, '6', LOOK_REVERSE),
    [STYLE_PROGRESS] = LINE("progress", STYLE_OK, '#', LOOK_BOLD),
    [STYLE_PROGRESS_REST] = LINE("progress-rest", STYLE_BORDER, '_', 0),
    [STYLE_SCROLLBAR] = LINE("scrollbar", STYLE_BORDER, '|', 0),
    [STYLE_OVERLAY] = GROUND("overlay", STYLE_PLAIN, 'O', 0),
    [STYLE_OVERLAY_TITLE] = TEXT("overlay-title", STYLE_TITLE, 'V', LOOK_BOLD),
    [STYLE_FOCUS] = GROUND("focus", STYLE_PLAIN, '*', LOOK_REVERSE),
    [STYLE_SELECTED] = GROUND("selected", STYLE_PLAIN, '%', LOOK_BOLD),
    [STYLE_SHADE] = GROUND("shade", STYLE_PLAIN, ':', 0),
};

const struct style_def *style_def(enum style style)
{
    return &defs[style];
}

bool style_parse(const char *name, enum style *out)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        if (strcmp(defs[i].name, name) == 0) {
            *out = (enum style)i;
            return true;
        }
    }
    return false;
}
