/*
 * Lines said and lines heard: the whole of what the wizard without a screen needs of a terminal. No cursor
 * is moved, nothing is drawn twice, so that a screen reader, a dumb terminal and expect can follow.
 */
#ifndef RR_TUI_PLAIN_TALK_H
#define RR_TUI_PLAIN_TALK_H

#include <stdbool.h>
#include <stdio.h>

#include "core/util/buf.h"

struct talk {
    int in;
    FILE *out;
    int signals; // readable when the program is asked to stop; -1 = not watched
    struct rr_buf heard;
    bool is_over;     // nothing more will be heard
    bool is_stopping; // since a signal came
};

/* Paragraphs, wrapped; what would steer a terminal is made visible. */
void talk_say(struct talk *talk, const char *text);
void talk_sayf(struct talk *talk, const char *format, ...) RR_PRINTF(2, 3);

/* "  3  text", the text wrapped beside its number. */
void talk_item(struct talk *talk, size_t number, const char *text);

/* A line that belongs to the item above. */
void talk_note(struct talk *talk, const char *text);

/* Lines as they are, to be copied: commands, files. */
void talk_lines(struct talk *talk, const char *text);

/* A blank line, and a heading. */
void talk_head(struct talk *talk, const char *text);

/*
 * Prompts with "> " and waits for a line, which is trimmed. False when there is none: the end of the input, a
 * signal, or a line of more than 4096 bytes.
 */
bool talk_hear(struct talk *talk, struct rr_buf *line);

void talk_close(struct talk *talk);

#endif
