/* Regions to complete and propose while a person types. */
#ifndef RR_TUI_REGIONS_H
#define RR_TUI_REGIONS_H

/* The one region that begins with `text` and is longer; NULL where there is none, or several. Static. */
const char *region_completion(const char *text);

/* The regions that begin with `text`, in one line; "" for none. */
enum { REGION_PROPOSALS = 400 };
const char *region_proposals(const char *text, char out[REGION_PROPOSALS]);

#endif
