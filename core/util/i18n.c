/*
 * Looks texts up in the compiled-in catalogue (GNU .mo format, as msgfmt writes it for this machine's
 * byte order). The bytes are ours, made by the build and checked by msgfmt, so they are trusted.
 */
#include "config.h"

#include "core/util/i18n.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "core/util/str.h"
#include "po/catalogue.h"

struct mo_header {
    uint32_t magic, revision, n_strings, originals, translations;
};

struct mo_entry {
    uint32_t length, offset;
};

enum { LANG_EN, LANG_JA };

static atomic_int language = LANG_EN;

bool rr_lang_set(const char *name)
{
    bool is_ja =
        rr_str_eq(name, "ja") ||
        (name != NULL && (rr_str_has_prefix(name, "ja_") || rr_str_has_prefix(name, "ja-")));
    bool is_en =
        rr_str_eq(name, "en") ||
        (name != NULL && (rr_str_has_prefix(name, "en_") || rr_str_has_prefix(name, "en-")));
    if (is_ja || is_en)
        atomic_store(&language, is_ja ? LANG_JA : LANG_EN);
    return is_ja || is_en;
}

const char *rr_lang_get(void)
{
    return atomic_load(&language) == LANG_JA ? "ja" : "en";
}

static const char *look_up(const unsigned char *mo, const char *text)
{
    const struct mo_header *header = (const void *)mo;
    const struct mo_entry *originals = (const void *)(mo + header->originals);
    const struct mo_entry *translations = (const void *)(mo + header->translations);
    uint32_t low = 0;
    uint32_t high = header->n_strings;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = strcmp(text, (const char *)mo + originals[mid].offset);
        if (order == 0)
            return (const char *)mo + translations[mid].offset;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return text;
}

const char *rr_tr(const char *text)
{
    // The entry for "" is the catalogue's own header.
    if (*text == '\0' || atomic_load(&language) == LANG_EN)
        return text;
    return look_up(rr_catalogue_ja, text);
}
