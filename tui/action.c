/* The table of actions and its questions. */
#include "config.h"

#include "tui/action.h"

#include <string.h>

#include "core/util/i18n.h"

#define RUNE(c)                                                                                    \
    {                                                                                              \
        KEY_CODE_RUNE, c, 0                                                                        \
    }
#define CODE(name)                                                                                 \
    {                                                                                              \
        KEY_CODE_##name, 0, 0                                                                      \
    }

enum {
    MOVES = CONTEXT_LIST | CONTEXT_TREE | CONTEXT_SCROLL | CONTEXT_FORM | CONTEXT_CHOICE,
    PAGES = CONTEXT_LIST | CONTEXT_TREE | CONTEXT_SCROLL
};

static const struct action_def defs[ACTION_COUNT] = {
    [ACTION_NONE] = {"none", 0, {CODE(NONE)}, {GLYPH_NONE}, 0, "", ""},
    [ACTION_UP] = {"up",
                   MOVES,
                   {CODE(UP), RUNE('k')},
                   {GLYPH_UP, GLYPH_DOWN},
                   20,
                   N_("move"),
                   N_("One row up.")},
    [ACTION_DOWN] =
        {"down", MOVES, {CODE(DOWN), RUNE('j')}, {GLYPH_NONE}, 0, N_("down"), N_("One row down.")},
    [ACTION_LEFT] = {"left",
                     CONTEXT_TREE | CONTEXT_TABS,
                     {CODE(LEFT), RUNE('h')},
                     {GLYPH_NONE},
                     0,
                     N_("left"),
                     N_("Close the row, or go to the tab on the left.")},
    [ACTION_RIGHT] = {"right",
                      CONTEXT_TREE | CONTEXT_TABS,
                      {CODE(RIGHT), RUNE('l')},
                      {GLYPH_NONE},
                      0,
                      N_("right"),
                      N_("Open the row, or go to the tab on the right.")},
    [ACTION_PAGE_UP] = {"page-up",
                        PAGES,
                        {CODE(PAGE_UP)},
                        {GLYPH_NONE},
                        0,
                        N_("page up"),
                        N_("One screenful up.")},
    [ACTION_PAGE_DOWN] = {"page-down",
                          PAGES,
                          {CODE(PAGE_DOWN)},
                          {GLYPH_NONE},
                          0,
                          N_("page down"),
                          N_("One screenful down.")},
    [ACTION_HOME] = {"home",
                     PAGES,
                     {CODE(HOME), RUNE('g')},
                     {GLYPH_NONE},
                     0,
                     N_("top"),
                     N_("To the first row.")},
    [ACTION_END] = {"end",
                    PAGES,
                    {CODE(END), RUNE('G')},
                    {GLYPH_NONE},
                    0,
                    N_("bottom"),
                    N_("To the last row.")},
    [ACTION_TICK] = {"tick",
                     CONTEXT_TICKS,
                     {RUNE(' '), RUNE('x')},
                     {GLYPH_NONE},
                     12,
                     N_("tick"),
                     N_("Switch the row on or off.")},
    [ACTION_TICK_ALL] = {"tick-all",
                         CONTEXT_TICKS,
                         {RUNE('a')},
                         {GLYPH_NONE},
                         60,
                         N_("all"),
                         N_("Switch all rows on, or all off.")},
    [ACTION_NEXT] = {"next",
                     CONTEXT_NEXT,
                     {CODE(ENTER)},
                     {GLYPH_NONE},
                     10,
                     N_("continue"),
                     N_("Go on to the next screen.")},
    [ACTION_CHOOSE] = {"choose",
                       CONTEXT_CHOICE,
                       {CODE(ENTER)},
                       {GLYPH_NONE},
                       11,
                       N_("choose"),
                       N_("Choose what the cursor stands on.")},
    [ACTION_BACK] = {"back",
                     CONTEXT_BACK,
                     {CODE(ESC), RUNE('b')},
                     {GLYPH_NONE},
                     14,
                     N_("back"),
                     N_("Close this, or go back one screen. Answers are kept.")},
    [ACTION_FOCUS_NEXT] = {"focus-next",
                           CONTEXT_FORM | CONTEXT_PANES,
                           {CODE(TAB)},
                           {GLYPH_NONE},
                           22,
                           N_("next field"),
                           N_("To the next field or pane.")},
    [ACTION_FOCUS_PREVIOUS] = {"focus-previous",
                               CONTEXT_FORM | CONTEXT_PANES,
                               {CODE(BACKTAB)},
                               {GLYPH_NONE},
                               0,
                               N_("previous field"),
                               N_("To the previous field or pane.")},
    [ACTION_TAB_NEXT] = {"tab-next",
                         CONTEXT_TABS,
                         {RUNE(']')},
                         {GLYPH_LEFT, GLYPH_RIGHT},
                         21,
                         N_("tabs"),
                         N_("To the next tab.")},
    [ACTION_TAB_PREVIOUS] = {"tab-previous",
                             CONTEXT_TABS,
                             {RUNE('[')},
                             {GLYPH_NONE},
                             0,
                             N_("previous tab"),
                             N_("To the previous tab.")},
    [ACTION_STATION_NEXT] = {"station-next",
                             CONTEXT_PAGE,
                             {RUNE('>')},
                             {GLYPH_NONE},
                             0,
                             N_("station"),
                             N_("What was read about the next station above.")},
    [ACTION_STATION_PREVIOUS] = {"station-previous",
                                 CONTEXT_PAGE,
                                 {RUNE('<')},
                                 {GLYPH_NONE},
                                 0,
                                 N_("station"),
                                 N_("What was read about the previous station above.")},
    [ACTION_FILTER] = {"filter",
                       CONTEXT_FILTER,
                       {RUNE('/')},
                       {GLYPH_NONE},
                       32,
                       N_("filter"),
                       N_("Show only the rows that hold a text.")},
    [ACTION_PRESET] = {"preset",
                       CONTEXT_PRESET,
                       {RUNE('p')},
                       {GLYPH_NONE},
                       13,
                       N_("preset"),
                       N_("Another set of roles: guide, minimal, scoped.")},
    [ACTION_DETAILS] = {"details",
                        CONTEXT_DETAILS,
                        {RUNE('d')},
                        {GLYPH_NONE},
                        24,
                        N_("details"),
                        N_("All that is known about the row: evidence, source, time.")},
    [ACTION_COPY] = {"copy",
                     CONTEXT_COPY,
                     {RUNE('y')},
                     {GLYPH_NONE},
                     25,
                     N_("copy"),
                     N_("Copy the command or text under the cursor.")},
    [ACTION_SAVE] = {"save",
                     CONTEXT_SAVE,
                     {RUNE('s')},
                     {GLYPH_NONE},
                     26,
                     N_("save"),
                     N_("Save this text to a file.")},
    [ACTION_PAGER] = {"pager",
                      CONTEXT_SAVE | CONTEXT_COPY,
                      {RUNE('v')},
                      {GLYPH_NONE},
                      62,
                      N_("bare text"),
                      N_("Show this text bare, to be marked with the mouse.")},
    [ACTION_READ_AGAIN] = {"read-again",
                           CONTEXT_READ,
                           {RUNE('r')},
                           {GLYPH_NONE},
                           30,
                           N_("read again"),
                           N_("Read the facts from Google Cloud again.")},
    [ACTION_STOP] = {"stop",
                     CONTEXT_RUNNING,
                     {RUNE('X')},
                     {GLYPH_NONE},
                     9,
                     N_("stop"),
                     N_("Stop after what is being done now.")},
    [ACTION_UNDO] = {"undo",
                     CONTEXT_UNDO,
                     {RUNE('u')},
                     {GLYPH_NONE},
                     27,
                     N_("undo"),
                     N_("Show what would take it back, before doing anything.")},
    [ACTION_HELP] = {"help",
                     CONTEXT_ALWAYS,
                     {RUNE('?'), CODE(F1)},
                     {GLYPH_NONE},
                     5,
                     N_("help"),
                     N_("What this screen is for.")},
    [ACTION_KEYS] = {"keys",
                     CONTEXT_ALWAYS,
                     {RUNE('K')},
                     {GLYPH_NONE},
                     63,
                     N_("keys"),
                     N_("Every key that works here.")},
    [ACTION_WORDS] = {"words",
                      CONTEXT_PAGE,
                      {RUNE('c')},
                      {GLYPH_NONE},
                      50,
                      N_("words"),
                      N_("Explain in exact terms or in plain words.")},
    [ACTION_GLOSSARY] = {"glossary",
                         CONTEXT_PAGE,
                         {RUNE('i')},
                         {GLYPH_NONE},
                         51,
                         N_("glossary"),
                         N_("What the technical terms mean.")},
    [ACTION_TROUBLESHOOT] = {"troubleshoot",
                             CONTEXT_PAGE,
                             {RUNE('!')},
                             {GLYPH_NONE},
                             52,
                             N_("trouble"),
                             N_("Start from a symptom or an error text; find the cause.")},
    [ACTION_THEME] = {"theme",
                      CONTEXT_ALWAYS,
                      {RUNE('t')},
                      {GLYPH_NONE},
                      54,
                      N_("theme"),
                      N_("Choose colours.")},
    [ACTION_LANGUAGE] = {"language",
                         CONTEXT_ALWAYS,
                         {RUNE('L')},
                         {GLYPH_NONE},
                         53,
                         N_("language"),
                         N_("Japanese or English.")},
    [ACTION_ACTIVITY] = {"activity",
                         CONTEXT_PAGE,
                         {RUNE('A')},
                         {GLYPH_NONE},
                         55,
                         N_("activity"),
                         N_("Every call to Google Cloud: method, answer, time.")},
    [ACTION_SIGN_IN] = {"sign-in",
                        CONTEXT_PAGE,
                        {RUNE('S')},
                        {GLYPH_NONE},
                        56,
                        N_("sign in"),
                        N_("Who is signed in, and how to sign in as somebody else.")},
    [ACTION_MOUSE] = {"mouse",
                      CONTEXT_ALWAYS,
                      {RUNE('m')},
                      {GLYPH_NONE},
                      64,
                      N_("mouse"),
                      N_("Let the program or the terminal have the mouse.")},
    [ACTION_QUIT] = {"quit",
                     CONTEXT_ALWAYS,
                     {RUNE('q')},
                     {GLYPH_NONE},
                     6,
                     N_("quit"),
                     N_("Leave. Asks only where something would be lost.")},
};

const struct action_def *action_def(enum action action)
{
    return &defs[action];
}

bool action_is_live(enum action action, unsigned contexts)
{
    return (defs[action].contexts & (contexts | CONTEXT_ALWAYS)) != 0;
}

static bool has_key(const struct action_def *def, struct key key)
{
    for (int i = 0; i < ACTION_KEYS_MAX && def->keys[i].code != KEY_CODE_NONE; i++)
        if (key_eq(def->keys[i], key))
            return true;
    return false;
}

enum action action_for_key(unsigned contexts, struct key key)
{
    if ((contexts & CONTEXT_TEXT) != 0 && key_edits_text(key))
        return ACTION_NONE;
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
        if (action_is_live((enum action)i, contexts) && has_key(&defs[i], key))
            return (enum action)i;
    return ACTION_NONE;
}

const char *action_keys(enum action action, char out[ACTION_KEYS_TEXT])
{
    const struct action_def *def = &defs[action];
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < ACTION_KEYS_MAX && def->keys[i].code != KEY_CODE_NONE; i++) {
        char name[KEY_NAME + 2] = ", ";
        key_format(def->keys[i], name + 2);
        const char *piece = used > 0 ? name : name + 2;
        size_t n = strlen(piece);
        if (used + n >= ACTION_KEYS_TEXT)
            break;
        memcpy(out + used, piece, n + 1);
        used += n;
    }
    return out;
}
