/* Keys: comparing and naming. */
#include "config.h"

#include "tui/key.h"

#include <stdio.h>
#include <string.h>

#include "core/util/utf8.h"

static const char *const names[KEY_CODE_COUNT] = {
    [KEY_CODE_NONE] = "",          [KEY_CODE_RUNE] = "",          [KEY_CODE_ENTER] = "Enter",
    [KEY_CODE_ESC] = "Esc",        [KEY_CODE_TAB] = "Tab",        [KEY_CODE_BACKTAB] = "Shift-Tab",
    [KEY_CODE_BACKSPACE] = "Bksp", [KEY_CODE_DELETE] = "Del",     [KEY_CODE_INSERT] = "Ins",
    [KEY_CODE_UP] = "Up",          [KEY_CODE_DOWN] = "Down",      [KEY_CODE_LEFT] = "Left",
    [KEY_CODE_RIGHT] = "Right",    [KEY_CODE_HOME] = "Home",      [KEY_CODE_END] = "End",
    [KEY_CODE_PAGE_UP] = "PgUp",   [KEY_CODE_PAGE_DOWN] = "PgDn",
};

bool key_eq(struct key a, struct key b)
{
    return a.code == b.code && a.rune == b.rune && a.modifiers == b.modifiers;
}

bool key_is_text(struct key key)
{
    return key.code == KEY_CODE_RUNE && (key.modifiers & (KEY_CTRL | KEY_ALT)) == 0;
}

bool key_edits_text(struct key key)
{
    switch (key.code) {
    case KEY_CODE_RUNE:
        return key_is_text(key) ||
               (key.modifiers == KEY_CTRL && key.rune != 0 && strchr("aekuwdhbf", (int)key.rune));
    case KEY_CODE_BACKSPACE:
    case KEY_CODE_DELETE:
    case KEY_CODE_LEFT:
    case KEY_CODE_RIGHT:
    case KEY_CODE_HOME:
    case KEY_CODE_END:
        return true;
    default:
        return false;
    }
}

void key_format(struct key key, char out[KEY_NAME])
{
    char name[8];
    const char *text = names[key.code];
    if (key.code >= KEY_CODE_F1) {
        snprintf(name, sizeof name, "F%d", (int)(key.code - KEY_CODE_F1) % 12 + 1);
        text = name;
    } else if (key.code == KEY_CODE_RUNE && key.rune == ' ') {
        text = "space";
    } else if (key.code == KEY_CODE_RUNE) {
        bool is_upper = (key.modifiers & KEY_CTRL) != 0 && key.rune >= 'a' && key.rune <= 'z';
        rr_utf8_encode(is_upper ? key.rune - 'a' + 'A' : key.rune, name);
        text = name;
    }
    snprintf(out, KEY_NAME, "%s%s%s%s", (key.modifiers & KEY_CTRL) != 0 ? "Ctrl-" : "",
             (key.modifiers & KEY_ALT) != 0 ? "Alt-" : "",
             (key.modifiers & KEY_SHIFT) != 0 ? "Shift-" : "", text);
}
