/* Reading a request target and holding the answer. */
#include "config.h"

#include "sandbox/call.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/str.h"

const char *sb_decoded(struct rr_arena *arena, const char *text, size_t n)
{
    char *out = rr_arena_alloc(arena, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned byte;
        if (text[i] == '%' && i + 2 < n + 0 && isxdigit((unsigned char)text[i + 1]) &&
            isxdigit((unsigned char)text[i + 2]) && sscanf(text + i + 1, "%2x", &byte) == 1 &&
            byte != 0) {
            out[len++] = (char)byte;
            i += 2;
        } else {
            out[len++] = text[i];
        }
    }
    return out;
}

static const char *decoded_word(struct rr_arena *arena, const char *text, size_t n)
{
    char *plain = rr_arena_alloc(arena, n + 1);
    for (size_t i = 0; i < n; i++)
        plain[i] = text[i] == '+' ? ' ' : text[i];
    return sb_decoded(arena, plain, n);
}

static bool split_query(struct sb_call *call)
{
    const char *at = call->query_text;
    while (*at != '\0') {
        size_t n = strcspn(at, "&"), name = strcspn(at, "=&");
        if (call->n_query == SB_PAIRS_MAX)
            return false;
        struct sb_pair *pair = &call->query[call->n_query];
        pair->name = decoded_word(&call->arena, at, name);
        pair->value = name < n ? decoded_word(&call->arena, at + name + 1, n - name - 1) : "";
        call->n_query += n > 0;
        at += n + (at[n] == '&');
    }
    return true;
}

bool sb_call_target(struct sb_call *call, const char *target)
{
    if (rr_str_has_prefix(target, "http://") || rr_str_has_prefix(target, "https://")) {
        target = strstr(target, "//") + 2;
        size_t n = strcspn(target, "/?");
        call->host = rr_arena_strn(&call->arena, target, n);
        target += n;
    }
    size_t n = strcspn(target, "?");
    call->path = n > 0 ? rr_arena_strn(&call->arena, target, n) : "/";
    call->query_text = target[n] == '?' ? rr_arena_str(&call->arena, target + n + 1) : "";
    return split_query(call);
}

static const char *pair_value(const struct sb_pair *pairs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(pairs[i].name, name) == 0)
            return pairs[i].value;
    }
    return "";
}

const char *sb_var(const struct sb_call *call, const char *name)
{
    return pair_value(call->vars, call->n_vars, name);
}

const char *sb_query(const struct sb_call *call, const char *name)
{
    return pair_value(call->query, call->n_query, name);
}

void sb_ok(struct sb_call *call, sb_tree *json)
{
    call->reply.status = 200;
    json_object_put(call->reply.json);
    call->reply.json = json;
}

void sb_page(struct sb_call *call, int status, const char *content_type, const char *text)
{
    call->reply.status = status;
    json_object_put(call->reply.json);
    call->reply.json = NULL;
    call->reply.text = rr_arena_str(&call->arena, text);
    call->reply.content_type = content_type;
}

void sb_call_free(struct sb_call *call)
{
    json_object_put(call->body);
    json_object_put(call->reply.json);
    rr_arena_free(&call->arena);
}
