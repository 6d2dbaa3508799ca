/*
 * Regions of Cloud Run, those near to Japan first. Only proposals: any region that has the right form may
 * be typed. Source: cloud.google.com/run/docs/locations, 2025-11.
 */
#include "config.h"

#include "tui/regions.h"

#include <stdio.h>
#include <string.h>

#include "core/util/str.h"

static const char *const regions[] = {
    "asia-northeast1",
    "asia-northeast2",
    "asia-northeast3",
    "asia-east1",
    "asia-east2",
    "asia-southeast1",
    "asia-southeast2",
    "asia-south1",
    "asia-south2",
    "australia-southeast1",
    "australia-southeast2",
    "us-central1",
    "us-east1",
    "us-east4",
    "us-east5",
    "us-south1",
    "us-west1",
    "us-west2",
    "us-west3",
    "us-west4",
    "northamerica-northeast1",
    "northamerica-northeast2",
    "southamerica-east1",
    "southamerica-west1",
    "europe-central2",
    "europe-north1",
    "europe-southwest1",
    "europe-west1",
    "europe-west2",
    "europe-west3",
    "europe-west4",
    "europe-west6",
    "europe-west8",
    "europe-west9",
    "europe-west10",
    "europe-west12",
    "africa-south1",
    "me-central1",
    "me-central2",
    "me-west1",
};

enum { N_REGIONS = sizeof regions / sizeof *regions };

const char *region_completion(const char *text)
{
    const char *found = NULL;
    for (int i = 0; i < N_REGIONS; i++) {
        if (*text == '\0' || !rr_str_has_prefix(regions[i], text) || strcmp(regions[i], text) == 0)
            continue;
        if (found != NULL)
            return NULL;
        found = regions[i];
    }
    return found;
}

const char *region_proposals(const char *text, char out[REGION_PROPOSALS])
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < N_REGIONS && used + 32 < REGION_PROPOSALS; i++)
        if (rr_str_has_prefix(regions[i], text) && strcmp(regions[i], text) != 0)
            used += (size_t)snprintf(out + used, REGION_PROPOSALS - used, "%s%s",
                                     used > 0 ? "  " : "", regions[i]);
    return out;
}
