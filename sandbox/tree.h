/* Short forms over json-c, for building and reading trees. */
#ifndef RR_SANDBOX_TREE_H
#define RR_SANDBOX_TREE_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "runready/api.h"

typedef struct json_object sb_tree;

/* Reading; NULL, "" or `otherwise` when absent or of another type. Borrowed. */
sb_tree *sb_get(sb_tree *object, const char *key);
const char *sb_text(sb_tree *object, const char *key);
bool sb_flag(sb_tree *object, const char *key, bool otherwise);
long sb_number(sb_tree *object, const char *key, long otherwise);
size_t sb_length(sb_tree *array);
sb_tree *sb_at(sb_tree *array, size_t i);
bool sb_array_has(sb_tree *array, const char *text);

/* Building. `sb_put` takes `value`; texts are copied. */
void sb_put(sb_tree *object, const char *key, sb_tree *value);
void sb_put_text(sb_tree *object, const char *key, const char *value);
void sb_put_format(sb_tree *object, const char *key, const char *format, ...) RR_PRINTF(3, 4);
void sb_put_flag(sb_tree *object, const char *key, bool value);
void sb_put_number(sb_tree *object, const char *key, int64_t value);
void sb_add_text(sb_tree *array, const char *value);

/* {"k1": "v1", ...} from pairs of texts, ended by NULL. */
sb_tree *sb_object_of(const char *key, ...) __attribute__((sentinel));

sb_tree *sb_copy(sb_tree *tree); // deep; NULL gives NULL

/* Keys in order, everywhere. A new tree. */
sb_tree *sb_sorted(sb_tree *tree);

/* RFC 3339 with microseconds, as Google writes it. */
void sb_put_time(sb_tree *object, const char *key, int64_t wall_ms);

#endif
