/* What can be chosen and filled in; see the header. */
#include "config.h"

#include "tui/choices.h"

#include "core/policy/cron.h"
#include "core/policy/names.h"
#include "core/util/i18n.h"

/* ---- use cases ---- */

const struct use_case_row use_case_rows[RR_USE_COUNT] = {
    [RR_USE_API] = {N_("Inference API"), N_("private: callers prove who they are"),
                    N_("A service that answers requests: FastAPI with PyTorch or TensorFlow, a "
                       "Transformers model. Only callers with the right to invoke it get in."),
                    N_("Your model behind an address. Only those you let in can call it."),
                    RR_ACCESS_PRIVATE},
    [RR_USE_PUBLIC] = {N_("Public API"), N_("anyone on the internet may call it"),
                       N_("The same, but open to everybody (allUsers). Many organisations forbid "
                          "it by policy; that is checked before anything is built."),
                       N_("Your model behind an address that everybody can call."),
                       RR_ACCESS_PUBLIC},
    [RR_USE_BATCH] = {N_("Scheduled batch"), N_("Cloud Scheduler calls it, by OIDC"),
                      N_("Batch inference or retraining at fixed times: Cloud Scheduler calls an "
                         "endpoint of the service with an identity token."),
                      N_("A clock in the cloud calls your code at the times you set."),
                      RR_ACCESS_SCHEDULED},
    [RR_USE_PIPELINE] = {N_("Light pipeline"), N_("a Cloud Run job, started on a schedule"),
                         N_("A job that runs to its end and stops, started by Cloud Scheduler; a "
                            "light alternative to Vertex AI Pipelines."),
                         N_("A script that starts at the times you set, and ends by itself."),
                         RR_ACCESS_SCHEDULED},
};

/* ---- ways in ---- */

const struct road_row road_rows[RR_ACCESS_COUNT] = {
    [RR_ACCESS_PRIVATE] =
        {N_("Private"), N_("callers bring an identity token (OIDC)"),
         N_("Cloud Run lets in only those who hold roles/run.invoker. The safe default."),
         N_("Callers send an identity token: gcloud auth print-identity-token, or their own "
            "service account's."),
         N_("A locked door. Those you give a key can come in.")},
    [RR_ACCESS_PUBLIC] =
        {N_("Public"), N_("anyone, through allUsers"),
         N_("roles/run.invoker is granted to allUsers, so Cloud Run lets everybody in."),
         N_("Callers need nothing. Your app's own sign-in, if it has one, still asks."),
         N_("An open door. Everybody on the internet can come in.")},
    [RR_ACCESS_SCHEDULED] =
        {N_("Scheduled"), N_("Cloud Scheduler, with an identity token"),
         N_("A service account of its own may call the service, and Cloud Scheduler calls as that "
            "account."),
         N_("The token passes Cloud Run's door, not your app's own sign-in: give the Scheduler an "
            "endpoint that asks for no JWT."),
         N_("A locked door, and a clock that has the key.")},
    [RR_ACCESS_IAP] =
        {N_("Identity-Aware Proxy"), N_("people sign in with their Google account"),
         N_("Identity-Aware Proxy stands in front of the service and signs people in."),
         N_("People sign in in the browser; programs need a token for the proxy."),
         N_("A doorkeeper who asks for your Google account.")},
    [RR_ACCESS_NO_INVOKER_CHECK] =
        {N_("No invoker check"), N_("public without allUsers"),
         N_("The service does not ask who calls. Google's own advice where domains are "
            "restricted."),
         N_("Callers need nothing, as with public."), N_("The door is taken off its hinges.")},
};

/* ---- forms ---- */

const struct form_row start_form[START_FIELDS] = {
    {FIELD_PROJECT, N_("Project"),
     N_("The project's id, as in the console's address. Filled in from gcloud's configuration "
        "where there is one."),
     rr_name_check_project, true},
    {FIELD_REGION, N_("Region"), N_("Where the service runs, and where its image is stored."),
     rr_name_check_region, true},
    {FIELD_SERVICE, N_("Service"),
     N_("The name of the Cloud Run service; it becomes part of its address."),
     rr_name_check_service, true},
    {FIELD_SOURCE, N_("Source folder"),
     N_("The folder that is handed to Cloud Build. Nothing of it is sent before you deploy."), NULL,
     false},
    {FIELD_PORT, N_("Port"),
     N_("The port your app listens on. Empty: 8080, or what the app takes from $PORT."),
     rr_name_check_port, false},
};

const struct form_row schedule_form[SCHEDULE_FIELDS] = {
    {FIELD_SCHEDULE, N_("When"),
     N_("Five fields: minute, hour, day of the month, month, weekday. \"0 * * * *\" is every full "
        "hour, \"30 6 * * 1-5\" half past six on working days."),
     rr_cron_check, false},
    {FIELD_TIME_ZONE, N_("Time zone"), N_("A name such as Asia/Tokyo. Empty: Etc/UTC."),
     rr_name_check_time_zone, false},
    {FIELD_PATH, N_("Path"),
     N_("The endpoint for the Scheduler, such as /api/scheduler/process. Its token passes Cloud "
        "Run's door only, so this endpoint must ask for no JWT of your app."),
     rr_name_check_path, false},
};

bool form_row_takes(const struct form_row *row, const char *text, struct rr_err *err)
{
    if (*text == '\0')
        return !row->is_required ||
               rr_err_set(err, RR_BAD_INPUT, _("%s is needed."), _(row->label));
    return row->check == NULL || row->check(text, err);
}
