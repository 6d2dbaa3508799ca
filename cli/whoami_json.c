/* Who is signed in, as JSON; see the header. */
#include "config.h"

#include "cli/whoami_json.h"

#include <json-c/json.h>

#include "core/net/json.h"
#include "core/util/build_json.h"
#include "core/util/clock.h"

static void put_flag(struct json_object *out, const char *key, bool value)
{
    json_object_object_add(out, key, json_object_new_boolean(value));
}

static struct json_object *write_notes(const struct rr_sign_in *who)
{
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < who->n_notes; i++) {
        struct json_object *note = json_object_new_object();
        rr_json_put(note, "source", who->notes[i].source);
        rr_json_put(note, "title", who->notes[i].title);
        rr_json_put(note, "why", who->notes[i].why);
        json_object_array_add(list, note);
    }
    return list;
}

static struct json_object *write_ways(const struct rr_sign_in *who)
{
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < who->n_ways; i++) {
        struct json_object *way = json_object_new_object();
        rr_json_put(way, "id", who->ways[i].id);
        rr_json_put(way, "title", who->ways[i].title);
        rr_json_put(way, "command", who->ways[i].command);
        json_object_array_add(list, way);
    }
    return list;
}

static struct json_object *write_source(const struct rr_sign_in *who)
{
    struct json_object *source = json_object_new_object();
    rr_json_put(source, "id", who->source);
    rr_json_put(source, "title", who->title);
    rr_json_put(source, "type", who->type);
    rr_json_put(source, "path", who->path);
    return source;
}

const char *whoami_json(const struct rr_sign_in *who, struct rr_arena *arena)
{
    RR_JSON_AUTO struct json_object *out = json_object_new_object();
    char expires[RR_TIME_TEXT] = "";
    if (who->expires_ms > 0)
        rr_time_format(who->expires_ms, expires);
    rr_json_put(out, "schema", "runready/whoami/v1");
    put_flag(out, "signed_in", who->is_signed_in);
    if (who->is_signed_in) {
        json_object_object_add(out, "source", write_source(who));
        rr_json_put(out, "kind", rr_account_kind_word(who->kind));
        rr_json_put(out, "account", who->account);
        put_flag(out, "acting", who->is_acting);
        rr_json_put(out, "acting_by", who->base_account);
        rr_json_put(out, "quota_project", who->quota_project);
        rr_json_put(out, "expires", expires);
    } else {
        json_object_object_add(out, "error", rr_json_error(&who->err));
    }
    rr_json_put(out, "gcloud_configuration", who->configuration);
    rr_json_put(out, "remark", who->remark);
    rr_json_put(out, "keyring", who->keyring);
    rr_json_put(out, "keyring_words", who->keyring_words);
    json_object_object_add(out, "passed_over", write_notes(who));
    json_object_object_add(out, "ways", write_ways(who));
    return rr_json_document(out, arena);
}
