/* How findings are shown, and what the checklist of roles says of each row. */
#ifndef RR_TUI_FINDINGS_H
#define RR_TUI_FINDINGS_H

#include "tui/canvas.h"
#include "tui/model.h"
#include "tui/pen.h"

struct finding_look {
    enum glyph glyph;
    enum style style;
    const char *word; // N_
};
struct finding_look finding_look(enum rr_finding_state state);

/* The state of a role in words: granted, by a broader role, inherited, conditional, denied, missing, unknown. */
enum { ROLE_WORDS = 120 };
struct finding_look role_look(const struct rr_finding *finding, char words[ROLE_WORDS]);

/* "project", "repository", "account": what the role would be granted on. In the language of the moment. */
const char *role_place(const struct rr_finding *finding);

/* The rows of the checklist: findings about roles of the build account. */
size_t role_rows(const struct model *m, const struct rr_finding **rows, size_t max);

/* Everything about a finding: evidence, reason, what it would have said. */
void finding_explain(struct pen *pen, const struct rr_finding *finding);

/* The same finding in plain words; "" for one without. In the language of the moment. */
const char *finding_casual(const char *id);

#endif
