/* The handlers of the table, by the file they stand in. */
#ifndef RR_SANDBOX_API_H
#define RR_SANDBOX_API_H

#include "sandbox/call.h"

/* project.c: Resource Manager and Billing */
void sb_project_get_v1(struct sb_call *call);
void sb_project_get_v3(struct sb_call *call);
void sb_project_list_v1(struct sb_call *call);
void sb_project_search(struct sb_call *call);
void sb_project_ancestry(struct sb_call *call);
void sb_project_billing(struct sb_call *call);
void sb_folder_get(struct sb_call *call);

/* account.c: service accounts, roles, IAM Credentials */
void sb_account_get(struct sb_call *call);
void sb_account_list(struct sb_call *call);
void sb_account_create(struct sb_call *call);
void sb_account_patch(struct sb_call *call);
void sb_account_delete(struct sb_call *call);
void sb_account_keys(struct sb_call *call);
void sb_account_enable(struct sb_call *call);
void sb_account_disable(struct sb_call *call);
void sb_account_token(struct sb_call *call);
void sb_account_id_token(struct sb_call *call);
void sb_role_get(struct sb_call *call);
void sb_role_list(struct sb_call *call);

/* repository.c: Artifact Registry */
void sb_repository_get(struct sb_call *call);
void sb_repository_list(struct sb_call *call);
void sb_repository_create(struct sb_call *call);
void sb_repository_delete(struct sb_call *call);
void sb_repository_packages(struct sb_call *call);

/* build.c: Cloud Build */
void sb_build_default_account(struct sb_call *call);
void sb_build_list(struct sb_call *call);
void sb_build_get(struct sb_call *call);
void sb_build_submit(struct sb_call *call);
void sb_empty(struct sb_call *call); // {}

/* build.c: operations of every API */
void sb_operation_get(struct sb_call *call);

/* service.c: Cloud Run v2 */
void sb_service_get(struct sb_call *call);
void sb_service_list(struct sb_call *call);
void sb_service_create(struct sb_call *call);
void sb_service_patch(struct sb_call *call);
void sb_service_delete(struct sb_call *call);

/* knative.c: Cloud Run v1 */
void sb_knative_get(struct sb_call *call);
void sb_knative_list(struct sb_call *call);
void sb_knative_create(struct sb_call *call);
void sb_knative_replace(struct sb_call *call);
void sb_locations(struct sb_call *call);

/* run_job.c: jobs of Cloud Run */
void sb_run_job_get(struct sb_call *call);
void sb_run_job_list(struct sb_call *call);
void sb_run_job_run(struct sb_call *call);

/* schedule.c: Cloud Scheduler */
void sb_job_get(struct sb_call *call);
void sb_job_list(struct sb_call *call);
void sb_job_create(struct sb_call *call);
void sb_job_patch(struct sb_call *call);
void sb_job_delete(struct sb_call *call);
void sb_job_run(struct sb_call *call);
void sb_job_pause(struct sb_call *call);
void sb_job_resume(struct sb_call *call);

/* bucket.c: Cloud Storage */
void sb_bucket_get(struct sb_call *call);
void sb_bucket_list(struct sb_call *call);
void sb_bucket_create(struct sb_call *call);
void sb_bucket_upload(struct sb_call *call);

/* org_policy.c */
void sb_org_policy_effective(struct sb_call *call);
void sb_org_policy_get(struct sb_call *call);
void sb_org_policy_list(struct sb_call *call);
void sb_org_policy_effective_v1(struct sb_call *call);

/* deny.c */
void sb_deny_list(struct sb_call *call);
void sb_deny_get(struct sb_call *call);
void sb_boundary_search(struct sb_call *call);

/* sign_in.c: the token endpoint, the Security Token Service, revocation */
void sb_sign_in_token(struct sb_call *call);
void sb_sign_in_exchange(struct sb_call *call);
void sb_sign_in_revoke(struct sb_call *call);

/* consent.c: the page in the browser, and who is signed in */
void sb_consent_page(struct sb_call *call);
void sb_consent_userinfo(struct sb_call *call);

/* metadata.c: the metadata server */
void sb_metadata_token(struct sb_call *call);
void sb_metadata_email(struct sb_call *call);
void sb_metadata_project(struct sb_call *call);
void sb_metadata_number(struct sb_call *call);

/* Runs an action as the caller: actAs on the account, or the 403 of Cloud Run as answer. */
bool sb_may_act_as(struct sb_call *call, const char *email);

/* Asks a permission on a node; the 403 is the answer on false. */
bool sb_require(struct sb_call *call, const char *permission, const struct sb_node *node);

#endif
