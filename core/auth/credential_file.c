/* What the types of credential files share; see the header. */
#include "config.h"

#include "core/auth/credential_file.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "core/net/json.h"
#include "core/net/url.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

bool rr_credential_file_read(const char *path, struct json_object **out, struct rr_err *err)
{
    struct rr_buf bytes = {0};
    struct json_object *tree = NULL;
    // Room at once, so that growing leaves no copies behind.
    bytes.cap = RR_CREDENTIAL_FILE_MAX + 1;
    bytes.data = rr_xcalloc(bytes.cap, 1);
    bool ok = rr_file_read(path, RR_CREDENTIAL_FILE_MAX, &bytes, err);
    if (!ok) {
        err->kind = RR_NOT_SIGNED_IN;
    } else if (!rr_json_parse(rr_buf_text(&bytes), bytes.len, RR_CREDENTIAL_FILE_MAX, &tree, err)) {
        err->kind = RR_NOT_SIGNED_IN;
        ok = rr_err_prefix(err, "%s", path);
    } else if (!json_object_is_type(tree, json_type_object)) {
        json_object_put(tree);
        ok = rr_err_set(err, RR_NOT_SIGNED_IN, _("%s: this is JSON, but no object"), path);
    }
    if (ok)
        *out = tree;
    rr_wipe(bytes.data, bytes.cap);
    rr_buf_free(&bytes);
    return ok;
}

bool rr_credential_fault(const struct rr_credential_file *file,
                         const char *name,
                         const char *fault,
                         struct rr_err *err)
{
    rr_err_set(err, RR_NOT_SIGNED_IN, "%s: \"%s%s\" %s", file->path, file->inside, name, fault);
    return rr_err_detail(err, "%s",
                         _("The file is not as Google or gcloud wrote it. Make it anew."));
}

bool rr_credential_field(const struct rr_credential_file *file,
                         const char *name,
                         const char **out,
                         struct rr_err *err)
{
    struct json_object *value = NULL;
    if (!json_object_object_get_ex(file->tree, name, &value))
        return rr_credential_fault(file, name, _("is missing"), err);
    if (!json_object_is_type(value, json_type_string))
        return rr_credential_fault(file, name, _("is no text"), err);
    const char *text = json_object_get_string(value);
    if (*text == '\0')
        return rr_credential_fault(file, name, _("is empty"), err);
    *out = text;
    return true;
}

const char *
rr_credential_place(struct rr_auth *auth, const struct rr_credential_file *file, const char *name)
{
    return rr_arena_printf(&auth->attempt, "%s: \"%s%s\"", file->path, file->inside, name);
}

static const char *keep(struct rr_auth *auth, const char *text)
{
    return rr_arena_str(&auth->attempt, text);
}

void rr_credential_about(struct rr_auth *auth, const struct rr_credential_file *file)
{
    struct rr_auth_about *about = &auth->about;
    about->path = keep(auth, file->is_kept ? "" : file->path);
    if (about->type == NULL)
        about->type = keep(auth, rr_json_str(file->tree, "type"));
    if (rr_str_is_empty(about->account))
        about->account = keep(auth, rr_json_str(file->tree, "account"));
    if (rr_str_is_empty(about->quota_project))
        about->quota_project = keep(auth, rr_json_str(file->tree, "quota_project_id"));
}

void rr_form_init(struct rr_buf *form, const char *grant_type)
{
    *form = (struct rr_buf){.max = 3 * RR_CREDENTIAL_FILE_MAX};
    form->cap = form->max + 1;
    form->data = rr_xcalloc(form->cap, 1);
    if (grant_type != NULL)
        rr_form_add(form, "grant_type", grant_type);
}

void rr_form_add(struct rr_buf *form, const char *name, const char *value)
{
    if (form->len > 0)
        rr_buf_addc(form, '&');
    rr_buf_add(form, name);
    rr_buf_addc(form, '=');
    rr_buf_add_url(form, value, "");
}

void rr_form_free(struct rr_buf *form)
{
    rr_wipe(form->data, form->cap);
    rr_buf_free(form);
}

void rr_basic_header(struct rr_sensitive *out, const char *id, const char *secret)
{
    RR_SENSITIVE_AUTO pair = {0};
    RR_SENSITIVE_AUTO room = {0};
    size_t n_id = strlen(id);
    size_t n = n_id + 1 + strlen(secret);
    rr_sensitive_reserve(&pair, n);
    memcpy(pair.text, id, n_id);
    pair.text[n_id] = ':';
    memcpy(pair.text + n_id + 1, secret, n - n_id - 1);
    rr_sensitive_reserve(&room, 4 * ((n + 2) / 3));
    EVP_EncodeBlock((unsigned char *)room.text, (const unsigned char *)pair.text, (int)n);
    rr_sensitive_set(out, "Authorization: Basic ", room.text, strlen(room.text));
}

bool rr_credential_acting(struct rr_auth *auth,
                          const struct rr_credential_file *file,
                          struct rr_auth_acting *out,
                          struct rr_err *err)
{
    static const char name[] = "service_account_impersonation_url";
    const char *text = NULL;
    struct rr_url url;
    if (!rr_credential_field(file, name, &text, err))
        return false;
    const char *fault = rr_url_read_trusted(text, rr_auth_universe(auth), &url);
    if (fault != NULL) {
        rr_credential_fault(file, name, _("cannot be used as the address of an API"), err);
        return rr_err_detail(err, "%s", _(fault));
    }
    const char *account = rr_str_after_last(url.path, '/');
    const char *verb = strstr(account, ":generateAccessToken");
    if (verb == NULL || verb == account || !rr_str_eq(verb, ":generateAccessToken"))
        return rr_credential_fault(file, name, _("names no account to act as"), err);
    out->url = keep(auth, text);
    out->account = rr_arena_strn(&auth->attempt, account, (size_t)(verb - account));
    return true;
}
