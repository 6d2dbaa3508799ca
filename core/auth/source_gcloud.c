/*
 * The login of gcloud, by `gcloud auth print-access-token`. gcloud's own files with credentials are
 * private and never read.
 * Source: surface/auth/print_access_token.py (SDK 528); gcp-apis 12.8.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/auth/auth_private.h"
#include "core/auth/process.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"

enum { TIMEOUT_MS = 15 * 1000, MAX_PATH = 4096 };

static void free_job(struct rr_auth *auth, void *data)
{
    (void)auth;
    rr_process_free(data);
}

/* What gcloud printed as its reason, without the colours and the empty lines. */
static void fail_with(struct rr_auth *auth, const struct rr_process_result *result)
{
    struct rr_err err = {0};
    if (result->is_timeout) {
        rr_err_set(&err, RR_TIMEOUT, _("gcloud gave no access token within %d seconds"),
                   TIMEOUT_MS / 1000);
        rr_auth_fail(auth, &err);
        return;
    }
    rr_err_set(&err, RR_NOT_SIGNED_IN, _("gcloud gave no access token"));
    struct rr_buf text = {.max = sizeof err.detail - 1};
    rr_buf_add(&text, _("Run: gcloud auth login"));
    rr_buf_addc(&text, '\n');
    rr_buf_add_visible_lines(&text, result->err);
    rr_err_detail(&err, "%s", rr_buf_text(&text));
    rr_buf_free(&text);
    rr_auth_fail(auth, &err);
}

static bool is_not_signed_in(const char *text)
{
    return strstr(text, "do not currently have an active account") != NULL ||
           strstr(text, "No credentialed accounts") != NULL;
}

static bool is_service_account(const char *account)
{
    return rr_str_has_suffix(account, ".gserviceaccount.com");
}

static void on_end(void *data, const struct rr_process_result *result)
{
    struct rr_auth *auth = data;
    if (result->exit_status != 0 && is_not_signed_in(result->err)) {
        rr_auth_pass(auth, _("nobody is signed in with gcloud"));
        return;
    }
    if (result->exit_status != 0 || result->is_timeout) {
        fail_with(auth, result);
        return;
    }
    const char *acting = rr_auth_act_as(auth);
    const char *person = rr_gcloud_property(auth->gcloud, "core", "account");
    struct rr_auth_about *about = &auth->about;
    about->account = *acting != '\0' ? rr_str_after_last(acting, ',') : person;
    about->base_account = *acting != '\0' ? person : "";
    about->kind = *about->account == '\0' ? RR_AUTH_UNKNOWN : RR_AUTH_PERSON;
    if (is_service_account(about->account))
        about->kind = RR_AUTH_SERVICE_ACCOUNT;
    // gcloud was told whom to act as.
    about->is_acting = about->is_set_acting = *acting != '\0';
    rr_auth_found(auth, result->out, 0);
}

void rr_auth_start_gcloud(struct rr_auth *auth)
{
    char program[MAX_PATH];
    char auth_word[] = "auth";
    char print_word[] = "print-access-token";
    RR_BUF_AUTO act_as = {0};
    rr_buf_printf(&act_as, "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT=%s", rr_auth_act_as(auth));
    const char *const settings[] = {
        *rr_auth_act_as(auth) != '\0' ? act_as.data : "CLOUDSDK_CORE_DISABLE_PROMPTS=1",
        "CLOUDSDK_CORE_DISABLE_PROMPTS=1",
        "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING=1",
        "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK=1",
        "PYTHONUNBUFFERED=1",
        NULL,
    };
    const char *path = rr_env_get(&auth->env, "PATH");
    if (path == NULL || !rr_process_find("gcloud", path, program, sizeof program)) {
        rr_auth_pass(auth, _("gcloud is not installed"));
        return;
    }
    char *const argv[] = {program, auth_word, print_word, NULL};
    struct rr_process *process =
        rr_process_start(auth->http, argv, settings, TIMEOUT_MS, on_end, auth);
    if (process != NULL)
        rr_auth_take_job(auth, process, free_job);
    else
        rr_auth_pass(auth, _("gcloud cannot be started"));
}
