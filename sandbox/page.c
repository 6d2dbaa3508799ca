/* Paging: a token is the index of the next item, in disguise. */
#include "config.h"

#include "sandbox/page.h"

#include <stdio.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/refuse.h"

void sb_page_of(struct sb_call *call, const char *key, sb_tree *all, long page_size)
{
    long start = 0;
    const char *size = sb_query(call, "pageSize"), *token = sb_query(call, "pageToken");
    if (size[0] != '\0' && !rr_str_to_int(size, 0, 100000, &page_size))
        page_size = 50;
    if (page_size == 0)
        page_size = 50;
    if (token[0] != '\0' &&
        (!rr_str_has_prefix(token, "CAE-") || !rr_str_to_int(token + 4, 0, 1000000, &start))) {
        json_object_put(all);
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid page token.");
        return;
    }
    sb_tree *out = json_object_new_object(), *page = json_object_new_array();
    size_t end = (size_t)start + (size_t)page_size, n = sb_length(all);
    for (size_t i = (size_t)start; i < n && i < end; i++)
        json_object_array_add(page, json_object_get(sb_at(all, i)));
    if (sb_length(page) > 0)
        sb_put(out, key, page);
    else
        json_object_put(page);
    if (end < n)
        sb_put_format(out, "nextPageToken", "CAE-%zu", end);
    json_object_put(all);
    sb_ok(call, out);
}

sb_tree *sb_list_bodies(struct sb_call *call, enum sb_kind kind, const char *prefix)
{
    sb_tree *list = json_object_new_array();
    for (size_t i = 0; i < call->world->n_nodes; i++) {
        const struct sb_node *node = call->world->nodes[i];
        if (node->kind == kind && !node->gone && node->visible_at <= call->now &&
            rr_str_has_prefix(node->name, prefix))
            json_object_array_add(list, sb_copy(node->body));
    }
    return list;
}
