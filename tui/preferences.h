/*
 * What a person chose once and keeps: $XDG_CONFIG_HOME/runready/config, lines of "name = value". Written only by choices
 * made in the wizard; comments, order and lines that this version does not know stay as they are.
 */
#ifndef RR_TUI_PREFERENCES_H
#define RR_TUI_PREFERENCES_H

#include <stdbool.h>

#include "core/util/buf.h"
#include "runready/arena.h"
#include "runready/err.h"

enum preference {
    PREFERENCE_THEME,    // a theme's name
    PREFERENCE_LANGUAGE, // ja, en
    PREFERENCE_GLYPHS,   // unicode, narrow, ascii
    PREFERENCE_MOUSE,    // on, off
    PREFERENCE_WORDS,    // exact, plain
    PREFERENCE_REGION,   // where gcloud's configuration names none
    PREFERENCE_COUNT
};

enum { PREFERENCE_SIZE = 128 };

/* Zero-initialised = nothing chosen. */
struct preferences {
    char values[PREFERENCE_COUNT][PREFERENCE_SIZE]; // "" = not set
};

/* The word in the file. */
const char *preference_name(enum preference which);

/* Can it have this value? "" (not set) always. */
bool preference_takes(enum preference which, const char *value);

/* Sets a value; false, and nothing changes, when it cannot have it. */
bool preferences_set(struct preferences *preferences, enum preference which, const char *value);

/* Was this value chosen? */
bool preferences_is(const struct preferences *preferences,
                    enum preference which,
                    const char *value);

/* The file of this person; NULL when there is no home. Lives in `arena`. */
const char *preferences_path(struct rr_arena *arena);

/*
 * Reads the file; one that does not exist says nothing. Lines that cannot be used are named in `problems` (may be NULL),
 * "config:3: ...", and left out. Errors: RR_FILE; nothing is changed then.
 */
RR_MUST_CHECK bool preferences_load(struct preferences *out,
                                    const char *path,
                                    struct rr_buf *problems,
                                    struct rr_err *err);

/*
 * Writes what differs into the file, making it (mode 0600) and its folders where they are missing. A value that is not set
 * takes its line away. Errors: RR_FILE; the file is then as it was.
 */
RR_MUST_CHECK bool
preferences_save(const struct preferences *preferences, const char *path, struct rr_err *err);

#endif
